package dev.sconce.checkpoint.internal.torch;

import dev.sconce.checkpoint.model.ElementType;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The names that the strict mode accepts: those of {@code _get_allowed_globals} in torch/_weights_only_unpickler.py 2.13,
 * and one that 1.13 writes and 2.13 no longer has.
 */
public final class KnownGlobals {
    /** Modules whose names are refused even where a user allows them ({@code _blocklisted_modules}). */
    private static final Set<String> BLOCKED_MODULES = Set.of("sys", "os", "posix", "nt");

    private static final int MAX_SUB_BYTE_BITS = 7;

    private static final Set<String> NAMES = new HashSet<>(Set.of(
            "collections.OrderedDict",
            "collections.Counter",
            "torch.nn.parameter.Parameter",
            "torch.serialization._get_layout",
            "torch.Size",
            "torch.Tensor",
            "torch.device",
            "_codecs.encode",
            "builtins.bytearray",
            "builtins.set",
            "builtins.complex",
            "torch.storage.TypedStorage",
            "torch.storage.UntypedStorage",
            "torch._tensor._rebuild_from_type_v2"));

    static {
        for (ElementType type : ElementType.values()) {
            type.storageClass().ifPresent(storage -> {
                String tensor = storage.replace("Storage", "Tensor");
                for (String module : new String[] {"torch.", "torch.cuda."}) {
                    NAMES.add(module + storage);
                    NAMES.add(module + tensor);
                    NAMES.add(module.replace("torch.", "torch.sparse.").replace("sparse.cuda", "cuda.sparse") + tensor);
                }
            });
        }
        for (String scheme : new String[] {
            "per_tensor_affine",
            "per_tensor_symmetric",
            "per_channel_affine",
            "per_channel_symmetric",
            "per_channel_affine_float_qparams"
        }) {
            NAMES.add("torch." + scheme);
        }
        for (String function : new String[] {
            "tensor",
            "tensor_v2",
            "tensor_v3",
            "parameter",
            "parameter_with_state",
            "qtensor",
            "sparse_tensor",
            "sparse_csr_tensor",
            "meta_tensor_no_storage",
            "nested_tensor",
            "wrapper_subclass",
            "device_tensor_from_numpy",
            "device_tensor_from_cpu_tensor"
        }) {
            NAMES.add("torch._utils._rebuild_" + function);
        }
    }

    private KnownGlobals() {}

    static boolean contains(String qualifiedName) {
        return NAMES.contains(qualifiedName);
    }

    static boolean isBlocked(String module) {
        return BLOCKED_MODULES.contains(module);
    }

    /** The name of a dtype, without the module: also those that no stored tensor has, {@code uint1} to {@code int7}. */
    static boolean isDType(String name) {
        if (ElementType.ofTorchName(name).isPresent()) {
            return true;
        }
        for (int bits = 1; bits <= MAX_SUB_BYTE_BITS; bits++) {
            if (name.equals("int" + bits) || name.equals("uint" + bits)) {
                return true;
            }
        }
        return false;
    }

    /** The element type of a class {@code torch.FloatStorage}, {@code torch.cuda.FloatStorage}. */
    public static Optional<ElementType> storageType(String qualifiedName) {
        if (qualifiedName.equals("torch.storage.UntypedStorage")) {
            return Optional.of(ElementType.UINT8);
        }
        String name = withoutModule(qualifiedName, "torch.cuda.", "torch.");
        return ElementType.ofStorageClass(name);
    }

    /** The element type of a class {@code torch.FloatTensor}, {@code torch.cuda.FloatTensor}. */
    public static Optional<ElementType> tensorType(String qualifiedName) {
        if (qualifiedName.equals("torch.Tensor")) {
            return Optional.of(ElementType.FLOAT32);
        }
        String name = withoutModule(qualifiedName, "torch.cuda.", "torch.");
        return name.endsWith("Tensor")
                ? ElementType.ofStorageClass(name.substring(0, name.length() - "Tensor".length()) + "Storage")
                : Optional.empty();
    }

    private static String withoutModule(String qualifiedName, String... modules) {
        for (String module : modules) {
            if (qualifiedName.startsWith(module)) {
                return qualifiedName.substring(module.length());
            }
        }
        return "";
    }
}
