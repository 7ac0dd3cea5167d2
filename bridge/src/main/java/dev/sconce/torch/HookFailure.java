package dev.sconce.torch;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Carries an exception that a hook threw through the native engine, which passes on nothing but a text: the text names
 * the exception by a number.
 */
final class HookFailure extends RuntimeException {
    private static final long serialVersionUID = 1;
    private static final Pattern UNREAL =
            Pattern.compile("grad can be computed only for real scalar outputs but got (\\w+)");
    private static final Pattern NUMBER = Pattern.compile("\\[hook failure (\\d+)]");

    /** When several device threads fail in one pass, the engine reports one of them; the rest must not pile up. */
    private static final int MOST = 64;

    private static final Map<Long, Throwable> PENDING = new LinkedHashMap<>();
    private static long count;

    private HookFailure(String message) {
        super(message, null, false, false);
    }

    /** What the hook throws in place of its exception. */
    static HookFailure carrying(Throwable thrown) {
        synchronized (PENDING) {
            long number = count++;
            PENDING.put(number, thrown);
            PENDING.keySet().removeIf(old -> old <= number - MOST);
            return new HookFailure(thrown + " [hook failure " + number + "]");
        }
    }

    /**
     * Throws the hook's own exception if that is what a native call failed with.
     *
     * @return the translation of any other failure
     */
    static RuntimeException unwrap(RuntimeException nativeFailure) {
        Matcher number = NUMBER.matcher(String.valueOf(nativeFailure.getMessage()));
        if (number.find()) {
            Throwable original;
            synchronized (PENDING) {
                original = PENDING.remove(Long.valueOf(number.group(1)));
            }
            if (original != null) {
                throw HookFailure.<RuntimeException>sneak(original);
            }
        }
        RuntimeException translated = TorchException.from(nativeFailure);
        Matcher unreal = UNREAL.matcher(String.valueOf(translated.getMessage()));
        return unreal.matches() ? inPythonsWords(unreal.group(1), translated) : translated;
    }

    /** Python looks before the engine does, in {@code _make_grads} of torch/autograd/__init__.py. */
    private static TorchException inPythonsWords(String scalarType, RuntimeException translated) {
        String dtype = Arrays.stream(DType.values())
                .filter(candidate -> candidate.scalarType().toString().equals(scalarType))
                .map(DType::toString)
                .findFirst()
                .orElse(scalarType);
        return new TorchException(
                "grad can be implicitly created only for real scalar outputs but got torch." + dtype, translated);
    }

    /** A hook may have thrown what it does not declare; it is passed on as it is. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // the cast is erased: that is the purpose
    private static <T extends Throwable> T sneak(Throwable thrown) throws T {
        throw (T) thrown;
    }
}
