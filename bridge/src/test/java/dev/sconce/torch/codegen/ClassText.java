package dev.sconce.torch.codegen;

/** How each generated class begins. */
final class ClassText {
    private static final String GENERATED = """
            @Generated("dev.sconce.torch.codegen.GenerateOps")
            // Lambdas over the options of two overloads of one op are told apart by their other parameters.
            @SuppressWarnings("overloads")
            """;

    private ClassText() {}

    static String head(Facade facade) {
        return switch (facade) {
            case TENSOR -> """
                /** The operations that PyTorch has as methods of tensors; names are Python's in camel case. */
                """ + GENERATED + """
                        public abstract sealed class TensorOps extends AutogradTensor permits FunctionalTensor {
                            TensorOps(org.bytedeco.pytorch.Tensor handle, @Nullable TensorScope owner) {
                                super(handle, owner);
                            }
                        """;
            case TORCH -> """
                /** The operations that PyTorch has as functions of {@code torch}; names are Python's in camel case. */
                """ + GENERATED + """
                        public abstract class TorchOps {
                            static {
                                NativeLibrary.load();
                            }

                            TorchOps() {}
                        """;
            default -> group(facade);
        };
    }

    private static String group(Facade facade) {
        String what = facade == Facade.NN
                ? "The native operations under {@code torch.nn.functional}, with libtorch's own parameters."
                : "The functions of {@code torch." + facade.place() + "}.";
        return "/** " + what + " */\n" + GENERATED + "public final class " + facade.className()
                + " {\n    static {\n        NativeLibrary.load();\n    }\n\n    private " + facade.className()
                + "() {}\n";
    }
}
