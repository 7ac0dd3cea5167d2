package dev.sconce.torch;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.pytorch.Argument;
import org.bytedeco.pytorch.FunctionSchema;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.SizeTOptional;
import org.bytedeco.pytorch.StringIValueMap;
import org.bytedeco.pytorch.StringOptional;
import org.bytedeco.pytorch.StringVector;
import org.bytedeco.pytorch.Type;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of one call of a TorchScript method, checked as Python does before the call:
 * {@code createStackForSchema} in torch/csrc/jit/python/pybind_utils.h.
 */
final class ScriptArguments {
    private final FunctionSchema schema;
    private final Argument declared; // the first is the module itself
    private final String name;
    private final Temporaries temporaries;

    ScriptArguments(FunctionSchema schema, Temporaries temporaries) {
        this.schema = schema;
        this.temporaries = temporaries;
        declared = schema.arguments();
        name = schema.name().getString();
    }

    /**
     * Refuses arguments that there are not, and those that are missing.
     *
     * @throws TorchException in Python's words
     */
    void check(List<? extends @Nullable Object> args, Map<String, ? extends @Nullable Object> kwargs) {
        long received = 1L + args.size() + kwargs.size();
        if (received > declared.limit()) {
            throw new TorchException(name + "() expected at most " + declared.limit() + " argument(s) but received "
                    + received + " argument(s). Declaration: " + text(schema));
        }
        List<String> unused = new ArrayList<>(kwargs.keySet());
        for (long i = 1L + args.size(); i < declared.limit(); i++) {
            Argument argument = declared.getPointer(i);
            boolean given = unused.remove(argument.name().getString());
            if (!given && !argument.default_value().has_value()) {
                throw new TorchException(name + "() is missing value for argument '"
                        + argument.name().getString() + "'. Declaration: " + text(schema));
            }
        }
        if (!unused.isEmpty()) {
            StringVector names = temporaries.add(new StringVector(unused.toArray(String[]::new)));
            throw new TorchException(schema.findErrorInKwargs(names).getString());
        }
    }

    IValueVector byPosition(List<? extends @Nullable Object> args) {
        IValueVector stack = temporaries.add(new IValueVector(args.size()));
        for (int i = 0; i < args.size(); i++) {
            stack.put(i, value(i + 1L, args.get(i)));
        }
        return stack;
    }

    StringIValueMap byName(Map<String, ? extends @Nullable Object> kwargs) {
        StringIValueMap named = temporaries.add(new StringIValueMap());
        kwargs.forEach((key, value) -> named.put(temporaries.add(new BytePointer(key)), value(position(key), value)));
        return named;
    }

    private long position(String key) {
        long i = 1;
        while (!declared.getPointer(i).name().getString().equals(key)) {
            i++; // it is there, as was checked
        }
        return i;
    }

    private org.bytedeco.pytorch.IValue value(long i, @Nullable Object value) {
        Argument argument = declared.getPointer(i);
        Type type = argument.type().get();
        if (!ScriptTypes.fits(type, value)) {
            throw new TorchException(schema.formatTypeMismatchMsg(
                            argument,
                            temporaries.add(new BytePointer(ScriptTypes.nameOf(value))),
                            temporaries.add(new SizeTOptional(i)),
                            temporaries.add(new StringOptional(ScriptTypes.repr(value))))
                    .getString()
                    .stripTrailing());
        }
        return ScriptValues.toNative(type, value, temporaries);
    }

    /** A method's declaration, as {@code forward(__torch__.Net self, Tensor x) -> Tensor}. */
    static String text(FunctionSchema schema) {
        return torch.toString(schema).getString();
    }
}
