package dev.sconce.torch.codegen;

/** The documentation of a generated method: a sentence and the schema. */
final class Javadoc {
    private Javadoc() {}

    static String of(Schema schema, String doc) {
        return "\n    /**\n     * " + escaped(sentence(schema, doc)) + "\n     *\n     * <p>{@code " + text(schema)
                + "}\n     */\n";
    }

    private static String text(Schema schema) {
        return schema.inPython() ? schema.text().replace("." + schema.overload(), "") : schema.text();
    }

    private static String sentence(Schema schema, String doc) {
        if (schema.hasOut()) {
            return "Writes the result of " + schema.base() + " to the tensors given first.";
        }
        if (schema.inPlace()) {
            return "The in-place form of "
                    + schema.base().substring(0, schema.base().length() - 1) + ".";
        }
        return doc.isEmpty() ? "The operator " + schema.name() + "." : doc;
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("@", "&#64;")
                .replace("{", "&#123;")
                .replace("}", "&#125;")
                .replace("*/", "*&#47;");
    }
}
