package dev.sconce.torch.codegen;

import dev.sconce.torch.DType;
import dev.sconce.torch.Device;
import dev.sconce.torch.Generator;
import dev.sconce.torch.Layout;
import dev.sconce.torch.MemoryFormat;
import dev.sconce.torch.Tensor;
import dev.sconce.torch.Torch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Small arguments for any operator, drawn from a seed: the same seed gives equal arguments again. */
final class ArgumentSampler {
    private static final List<long[]> SHAPES = List.of(
            new long[] {3, 3},
            new long[] {3},
            new long[] {4},
            new long[] {2, 3},
            new long[] {},
            new long[] {1, 2, 4},
            new long[] {1, 2, 4, 4},
            new long[] {1, 2, 4, 4, 4},
            new long[] {2, 3, 3});

    /** Texts that some op takes, by the name of the argument. */
    private static final Map<String, List<String>> TEXTS = Map.of(
            "reduce", List.of("sum", "prod", "mean", "amax", "add", "multiply"),
            "padding", List.of("valid", "same"),
            "interpolation", List.of("linear", "nearest", "lower"),
            "rounding_mode", List.of("floor", "trunc"),
            "equation", List.of("ij,jk->ik", "i,i->", "ij->ji"),
            "indexing", List.of("ij", "xy"),
            "approximate", List.of("none", "tanh"),
            "ord", List.of("fro", "nuc"),
            "mode", List.of("reduced", "complete", "constant", "reflect"));

    private static final List<String> OTHER_TEXTS =
            List.of("mean", "sum", "left", "right", "L", "U", "reflect", "gesvd");

    private final SplittableRandom random;
    private final long[] shape;
    private final DType dtype;

    ArgumentSampler(long seed) {
        random = new SplittableRandom(seed);
        shape = SHAPES.get(random.nextInt(SHAPES.size()));
        dtype = random.nextInt(3) > 0 ? DType.FLOAT32 : pick(DType.INT64, DType.BOOL, DType.COMPLEX64, DType.FLOAT64);
        Torch.manualSeed(seed);
    }

    /** A value for an argument; never null, so that every form has one. */
    Object sample(Schema.Argument argument) {
        SchemaType type = argument.type();
        if (argument.out()) {
            return Torch.empty(o -> o.dtype(random.nextBoolean() ? dtype : anyType()), 0);
        }
        if (!type.list()) {
            return single(type.base(), argument.name());
        }
        return switch (type.base()) {
            case "int" -> longs(type, argument.name());
            case "float" -> doubles();
            case "bool" -> new boolean[] {true, true, true};
            default -> list(type.base(), argument.name());
        };
    }

    private Object single(String base, String name) {
        return switch (base) {
            case "Tensor" -> tensor(name);
            case "int" -> number(name);
            case "float" -> pick(0.5, 1.0, 0.0);
            case "bool" -> random.nextBoolean();
            case "Scalar" -> pick(1L, 2L, 0.5, 3.0);
            case "str" -> text(name);
            case "ScalarType" -> pick(DType.FLOAT32, DType.FLOAT64, DType.INT64);
            case "Device" -> Device.CPU;
            case "Layout" -> Layout.STRIDED;
            case "MemoryFormat" -> pick(MemoryFormat.CONTIGUOUS, MemoryFormat.PRESERVE);
            case "Generator" -> new Generator(7);
            default -> throw new IllegalArgumentException("Cannot sample a " + base);
        };
    }

    private DType anyType() {
        return pick(DType.FLOAT32, DType.INT64, DType.INT32, DType.COMPLEX64, DType.BOOL);
    }

    private String text(String name) {
        return pick(TEXTS.getOrDefault(name, OTHER_TEXTS).toArray(String[]::new));
    }

    private Object number(String name) {
        if (name.startsWith("dim")) {
            return pick(0L, 1L, -1L);
        }
        return name.equals("groups") ? pick(1L, 2L) : pick(1L, 2L, 3L, 0L);
    }

    private Object longs(SchemaType type, String name) {
        if (name.startsWith("dim")) {
            return random.nextBoolean() ? new long[] {pick(0L, 1L, -1L)} : new long[] {0, 1};
        }
        if (type.length() > 0) {
            long[] same = new long[type.length()];
            // Some kernels never end with a stride of 0.
            Arrays.fill(same, name.matches("stride|dilation|kernel_size") ? pick(1L, 2L) : pick(1L, 2L, 0L));
            return same;
        }
        return random.nextBoolean()
                ? shape.clone()
                : random.ints(1 + random.nextInt(3), 0, 3).asLongStream().toArray();
    }

    private double[] doubles() {
        return random.nextBoolean() ? new double[] {2} : new double[] {2, 2};
    }

    private List<Object> list(String base, String name) {
        List<Object> items = new ArrayList<>();
        int size = 1 + random.nextInt(3);
        for (int i = 0; i < size; i++) {
            items.add(single(base, name));
        }
        return items;
    }

    private Tensor tensor(String name) {
        boolean index = name.matches(".*(ind|target|offset|length|batch).*");
        boolean condition = name.matches(".*(mask|condition).*");
        DType type = index && random.nextInt(3) > 0
                ? DType.INT64
                : condition || random.nextInt(8) == 0 ? pick(DType.INT64, DType.BOOL, DType.FLOAT32) : dtype;
        long[] size = random.nextInt(3) == 0 ? SHAPES.get(random.nextInt(SHAPES.size())) : shape;
        Tensor uniform = Torch.rand(size);
        return switch (type) {
            case INT64 -> uniform.mul(3).to(DType.INT64);
            case BOOL -> uniform.gt(0.5);
            case COMPLEX64 -> Torch.complex(uniform, Torch.rand(size));
            default -> uniform.to(type);
        };
    }

    @SafeVarargs
    private <T> T pick(T... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
