package dev.sconce.checkpoint.core;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A checkpoint that cannot be read: the one exception for bad files.
 *
 * <p>The message says whose fault it is with its first word ({@code corrupt}, {@code unsupported}, {@code refused} or
 * {@code limit}), then the file, the entry of its container and the byte offset inside that entry, as far as they are
 * known, and what was expected and found.
 */
public final class CheckpointFormatException extends IOException {
    private static final long serialVersionUID = 1L;

    /** A name or a value out of a hostile file is cut to this many characters in a message. */
    private static final int MAX_QUOTED_CHARS = 200;

    /** Whose fault it is. */
    public enum Kind {
        /** The bytes contradict the format or one another. */
        CORRUPT("corrupt"),
        /** A valid file of a kind, or with a feature, that is not read here. */
        UNSUPPORTED("unsupported"),
        /** The pickle names code that the strict mode does not accept. */
        REFUSED("refused"),
        /** A limit of {@link ReadLimits} was exceeded; the message names the limit. */
        LIMIT("limit");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        @Override
        public String toString() {
            return word;
        }
    }

    private final Kind kind;
    private final String problem;
    private final List<String> globals;
    private @Nullable String file;
    private @Nullable String entry;
    private long offset = -1;
    private @Nullable String expected;
    private @Nullable String found;

    private CheckpointFormatException(Kind kind, String problem, List<String> globals) {
        super(problem);
        this.kind = kind;
        this.problem = problem;
        this.globals = globals;
    }

    /** The bytes contradict the format. */
    public static CheckpointFormatException corrupt(String problem) {
        return new CheckpointFormatException(Kind.CORRUPT, problem, List.of());
    }

    /** The file is valid but of a kind that is not read here. */
    public static CheckpointFormatException unsupported(String problem) {
        return new CheckpointFormatException(Kind.UNSUPPORTED, problem, List.of());
    }

    /** The pickle names code that the strict mode does not accept. */
    public static CheckpointFormatException refused(String problem, Collection<String> globals) {
        return new CheckpointFormatException(Kind.REFUSED, problem, List.copyOf(globals));
    }

    /**
     * A limit was exceeded.
     *
     * @param what what was counted, in words
     * @param value how much the file asks for
     * @param limit the most that is allowed
     * @param accessor the component of {@link ReadLimits} that sets it
     */
    public static CheckpointFormatException limit(String what, Object value, long limit, String accessor) {
        return new CheckpointFormatException(
                Kind.LIMIT,
                what + " (" + value + ") exceeds the maximum allowed (" + limit + ", from ReadLimits." + accessor
                        + "())",
                List.of());
    }

    /** Cuts text that came out of a file to a length that a message can bear. */
    public static String quote(CharSequence text) {
        return text.length() <= MAX_QUOTED_CHARS
                ? text.toString()
                : text.subSequence(0, MAX_QUOTED_CHARS) + "... (" + text.length() + " characters)";
    }

    /** Says where in the file it is; an inner place that was set before stays. */
    public CheckpointFormatException inFile(@Nullable Path path) {
        if (file == null && path != null) {
            file = path.toString();
        }
        return this;
    }

    /** Says in which record of the container it is; an inner place that was set before stays. */
    public CheckpointFormatException inEntry(@Nullable String name) {
        if (entry == null && name != null) {
            entry = quote(name);
        }
        return this;
    }

    /** Says at which byte of the entry, or of the file where there is no entry; what was set before stays. */
    public CheckpointFormatException at(long byteOffset) {
        if (offset < 0) {
            offset = byteOffset;
        }
        return this;
    }

    /** Moves an offset that was counted from a place inside the entry. */
    public CheckpointFormatException shiftedBy(long bytes) {
        if (offset >= 0) {
            offset += bytes;
        }
        return this;
    }

    /** Says what the format asks for and what stands there instead. */
    public CheckpointFormatException expected(Object wanted, Object got) {
        expected = quote(String.valueOf(wanted));
        found = quote(String.valueOf(got));
        return this;
    }

    /** Says what brought it about. */
    public CheckpointFormatException causedBy(Throwable cause) {
        if (getCause() == null) {
            initCause(cause);
        }
        return this;
    }

    /** Whose fault it is. */
    public Kind kind() {
        return kind;
    }

    /** What is wrong, without the place. */
    public String problem() {
        return problem;
    }

    /** The names that the strict mode refused; empty unless {@link Kind#REFUSED}. */
    public List<String> globals() {
        return globals;
    }

    /** The file's path, where known. */
    public Optional<String> file() {
        return Optional.ofNullable(file);
    }

    /** The record of the container, where known. */
    public Optional<String> entry() {
        return Optional.ofNullable(entry);
    }

    /** The byte offset in the entry, or in the file where there is no entry. */
    public OptionalLong offset() {
        return offset < 0 ? OptionalLong.empty() : OptionalLong.of(offset);
    }

    /** What the format asks for, where known. */
    public Optional<String> expected() {
        return Optional.ofNullable(expected);
    }

    /** What stands there instead, where known. */
    public Optional<String> found() {
        return Optional.ofNullable(found);
    }

    @Override
    public String getMessage() {
        var text = new StringBuilder(kind.word).append(" checkpoint");
        if (file != null) {
            text.append(' ').append(file);
        }
        if (entry != null) {
            text.append(", entry ").append(entry);
        }
        if (offset >= 0) {
            text.append(", offset ")
                    .append(offset)
                    .append(" (0x")
                    .append(Long.toHexString(offset))
                    .append(')');
        }
        text.append(": ").append(problem);
        if (expected != null) {
            text.append(": expected ").append(expected).append(" but found ").append(found);
        }
        return text.toString();
    }
}
