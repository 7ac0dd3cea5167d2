package dev.sconce.torch.codegen;

/** A generated class, with where Python has its members. */
enum Facade {
    TENSOR("Tensor", "TensorOps"),
    TORCH("torch", "TorchOps"),
    LINALG("linalg", "Linalg"),
    FFT("fft", "Fft"),
    SPECIAL("special", "Special"),
    SPARSE("sparse", "Sparse"),
    NESTED("nested", "Nested"),
    NN("nn", "NnOps");

    private final String place;
    private final String className;

    Facade(String place, String className) {
        this.place = place;
        this.className = className;
    }

    String place() {
        return place;
    }

    String className() {
        return className;
    }

    /** The function of {@code TorchFunctional} behind a member: {@code sparseSum} for {@code torch.sparse.sum}. */
    String pythonFunction(String member) {
        return this == TENSOR || this == TORCH || member.startsWith(place)
                ? member
                : place + JavaName.capitalized(member);
    }

    /** {@code linalg_inv} is {@code Linalg.inv}; a name that would be a number without its prefix keeps it. */
    String withoutPrefix(String base) {
        String prefix = place + "_";
        return base.startsWith(prefix) ? base.substring(prefix.length()) : base;
    }
}
