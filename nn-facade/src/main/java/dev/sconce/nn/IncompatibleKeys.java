package dev.sconce.nn;

import dev.sconce.nn.internal.PyText;
import java.util.List;

/**
 * The names by which a module and a state dict differ.
 *
 * @param missingKeys names that the module has and the dict lacks
 * @param unexpectedKeys names that the dict has and the module lacks
 */
public record IncompatibleKeys(List<String> missingKeys, List<String> unexpectedKeys) {
    /** Returns the text that Python prints. */
    @Override
    public String toString() {
        return missingKeys.isEmpty() && unexpectedKeys.isEmpty()
                ? "<All keys matched successfully>"
                : "_IncompatibleKeys(missing_keys=" + PyText.repr(missingKeys) + ", unexpected_keys="
                        + PyText.repr(unexpectedKeys) + ")";
    }
}
