package dev.sconce.nn.init;

import dev.sconce.nn.internal.PyWarnings;
import dev.sconce.torch.Tensor;

/** The names that PyTorch's initializers had before they ended in an underscore: it keeps them, with a warning. */
public abstract class FormerNames {
    FormerNames() {}

    private static void warn(String name) {
        PyWarnings.warn("`nn.init." + name + "` is now deprecated in favor of `nn.init." + name + "_`.");
    }

    /**
     * The former name of {@code uniform_}.
     *
     * @param tensor the tensor
     * @param <T> its class
     * @return the tensor
     * @deprecated in PyTorch too, in favor of {@code uniform_}
     */
    @Deprecated
    public static <T extends Tensor> T uniform(T tensor) {
        warn("uniform");
        return Init.uniform_(tensor);
    }

    /**
     * The former name of {@code uniform_}.
     *
     * @param tensor the tensor
     * @param a the least value
     * @param b the greatest value
     * @param <T> its class
     * @return the tensor
     * @deprecated in PyTorch too, in favor of {@code uniform_}
     */
    @Deprecated
    public static <T extends Tensor> T uniform(T tensor, double a, double b) {
        warn("uniform");
        return Init.uniform_(tensor, a, b);
    }

    /**
     * The former name of {@code normal_}.
     *
     * @param tensor the tensor
     * @param <T> its class
     * @return the tensor
     * @deprecated in PyTorch too, in favor of {@code normal_}
     */
    @Deprecated
    public static <T extends Tensor> T normal(T tensor) {
        warn("normal");
        return Init.normal_(tensor);
    }

    /**
     * The former name of {@code normal_}.
     *
     * @param tensor the tensor
     * @param mean the mean
     * @param std the standard deviation
     * @param <T> its class
     * @return the tensor
     * @deprecated in PyTorch too, in favor of {@code normal_}
     */
    @Deprecated
    public static <T extends Tensor> T normal(T tensor, double mean, double std) {
        warn("normal");
        return Init.normal_(tensor, mean, std);
    }

    /**
     * The former name of {@code constant_}.
     *
     * @param tensor the tensor
     * @param value the value
     * @param <T> its class
     * @return the tensor
     * @deprecated in PyTorch too, in favor of {@code constant_}
     */
    @Deprecated
    public static <T extends Tensor> T constant(T tensor, Number value) {
        warn("constant");
        return Init.constant_(tensor, value);
    }

    /**
     * The former name of {@code eye_}.
     *
     * @param tensor the tensor
     * @param <T> its class
     * @return the tensor
     * @deprecated in PyTorch too, in favor of {@code eye_}
     */
    @Deprecated
    public static <T extends Tensor> T eye(T tensor) {
        warn("eye");
        return Init.eye_(tensor);
    }

    /**
     * The former name of {@code dirac_}.
     *
     * @param tensor the tensor
     * @param <T> its class
     * @return the tensor
     * @deprecated in PyTorch too, in favor of {@code dirac_}
     */
    @Deprecated
    public static <T extends Tensor> T dirac(T tensor) {
        warn("dirac");
        return Init.dirac_(tensor);
    }

    /**
     * The former name of {@code xavierUniform_}.
     *
     * @param tensor the tensor
     * @param <T> its class
     * @return the tensor
     * @deprecated in PyTorch too, in favor of {@code xavierUniform_}
     */
    @Deprecated
    public static <T extends Tensor> T xavierUniform(T tensor) {
        warn("xavier_uniform");
        return Init.xavierUniform_(tensor);
    }

    /**
     * The former name of {@code xavierNormal_}.
     *
     * @param tensor the tensor
     * @param <T> its class
     * @return the tensor
     * @deprecated in PyTorch too, in favor of {@code xavierNormal_}
     */
    @Deprecated
    public static <T extends Tensor> T xavierNormal(T tensor) {
        warn("xavier_normal");
        return Init.xavierNormal_(tensor);
    }

    /**
     * The former name of {@code kaimingUniform_}.
     *
     * @param tensor the tensor
     * @param <T> its class
     * @return the tensor
     * @deprecated in PyTorch too, in favor of {@code kaimingUniform_}
     */
    @Deprecated
    public static <T extends Tensor> T kaimingUniform(T tensor) {
        warn("kaiming_uniform");
        return Init.kaimingUniform_(tensor);
    }

    /**
     * The former name of {@code kaimingNormal_}.
     *
     * @param tensor the tensor
     * @param <T> its class
     * @return the tensor
     * @deprecated in PyTorch too, in favor of {@code kaimingNormal_}
     */
    @Deprecated
    public static <T extends Tensor> T kaimingNormal(T tensor) {
        warn("kaiming_normal");
        return Init.kaimingNormal_(tensor);
    }

    /**
     * The former name of {@code orthogonal_}.
     *
     * @param tensor the tensor
     * @param <T> its class
     * @return the tensor
     * @deprecated in PyTorch too, in favor of {@code orthogonal_}
     */
    @Deprecated
    public static <T extends Tensor> T orthogonal(T tensor) {
        warn("orthogonal");
        return Init.orthogonal_(tensor);
    }

    /**
     * The former name of {@code sparse_}.
     *
     * @param tensor the tensor
     * @param sparsity which fraction of each column becomes zero
     * @param <T> its class
     * @return the tensor
     * @deprecated in PyTorch too, in favor of {@code sparse_}
     */
    @Deprecated
    public static <T extends Tensor> T sparse(T tensor, double sparsity) {
        warn("sparse");
        return Init.sparse_(tensor, sparsity);
    }
}
