package dev.sconce.it.conformance.bind;

/** How Python's names are written in Java. */
public final class Names {
    private Names() {}

    /**
     * The Java name of an argument, attribute or function: {@code num_layers} becomes {@code numLayers}, {@code T_max}
     * {@code tMax} and {@code _weight} {@code weight}. In-place functions keep their last {@code _}.
     */
    public static String camel(String snake) {
        StringBuilder camel = new StringBuilder();
        boolean upper = false;
        for (int i = 0; i < snake.length(); i++) {
            char c = snake.charAt(i);
            if (c == '_' && i < snake.length() - 1) {
                upper = camel.length() > 0;
            } else if (camel.length() == 0) {
                camel.append(Character.toLowerCase(c));
            } else {
                camel.append(upper ? Character.toUpperCase(c) : c);
                upper = false;
            }
        }
        return camel.toString();
    }

    /** The Java name of a parameter: as {@link #camel}, but Python's {@code input_} is {@code input}. */
    public static String parameter(String snake) {
        String camel = camel(snake);
        return camel.endsWith("_") ? camel.substring(0, camel.length() - 1) : camel;
    }

    /** The last part of a path: {@code torch.nn.Linear} becomes {@code Linear}. */
    public static String last(String path) {
        return path.substring(path.lastIndexOf('.') + 1);
    }
}
