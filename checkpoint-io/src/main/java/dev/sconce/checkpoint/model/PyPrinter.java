package dev.sconce.checkpoint.model;

import dev.sconce.checkpoint.core.CheckpointFormatException;

/** Prints values about as Python does, never longer than a screen: a tree may be endless or grow exponentially. */
final class PyPrinter {
    private static final int MAX_CHARS = 2000;
    private static final int MAX_DEPTH = 20;
    private static final int MAX_ITEMS = 50;

    private final StringBuilder text = new StringBuilder();

    private PyPrinter() {}

    static String print(PyValue value) {
        var printer = new PyPrinter();
        printer.append(value, 0);
        return printer.text.toString();
    }

    static String clip(String text) {
        return CheckpointFormatException.quote(text);
    }

    /** The name of the value's class in Python, as its error messages give it. */
    static String typeName(PyValue value) {
        if (value instanceof PyDict dict) {
            return dict.kind().className();
        } else if (value instanceof PySet set) {
            return set.isFrozen() ? "frozenset" : "set";
        } else if (value instanceof PyBytes bytes) {
            return bytes.isByteArray() ? "bytearray" : "bytes";
        } else if (value instanceof PyList) {
            return "list";
        } else if (value instanceof PyTuple) {
            return "tuple";
        }
        return value.getClass().getSimpleName();
    }

    private void append(PyValue value, int depth) {
        if (depth > MAX_DEPTH || text.length() > MAX_CHARS) {
            text.append("...");
        } else if (value instanceof PyStr str) {
            text.append('\'').append(clip(str.value())).append('\'');
        } else if (value instanceof PyList list) {
            appendItems("[", list.items(), "]", depth);
        } else if (value instanceof PyTuple tuple) {
            appendItems("(", tuple.items(), tuple.size() == 1 ? ",)" : ")", depth);
        } else if (value instanceof PySet set) {
            appendItems(typeName(set) + "([", set.items(), "])", depth);
        } else if (value instanceof PyDict dict) {
            boolean plain = dict.kind() == PyDict.Kind.DICT;
            appendPairs(plain ? "{" : typeName(dict) + "({", dict.entries(), plain ? "}" : "})", depth);
        } else if (value instanceof PyObject object) {
            appendObject(object, depth);
        } else {
            text.append(value);
        }
    }

    private void appendObject(PyObject object, int depth) {
        text.append('<').append(clip(object.type().qualifiedName()));
        appendItems("(", object.arguments(), ")", depth);
        object.keywords().ifPresent(keywords -> appendPairs(" keywords={", keywords.entries(), "}", depth));
        object.state().ifPresent(state -> {
            text.append(" state=");
            append(state, depth + 1);
        });
        if (!object.items().isEmpty()) {
            appendItems(" items=[", object.items(), "]", depth);
        }
        if (!object.pairs().isEmpty()) {
            appendPairs(" pairs={", object.pairs(), "}", depth);
        }
        text.append('>');
    }

    private void appendItems(String open, Iterable<PyValue> items, String close, int depth) {
        text.append(open);
        int count = 0;
        for (PyValue item : items) {
            text.append(count == 0 ? "" : ", ");
            if (++count > MAX_ITEMS || text.length() > MAX_CHARS) {
                text.append("...");
                break;
            }
            append(item, depth + 1);
        }
        text.append(close);
    }

    private void appendPairs(String open, Iterable<PyDict.Entry> pairs, String close, int depth) {
        text.append(open);
        int count = 0;
        for (PyDict.Entry pair : pairs) {
            text.append(count == 0 ? "" : ", ");
            if (++count > MAX_ITEMS || text.length() > MAX_CHARS) {
                text.append("...");
                break;
            }
            append(pair.key(), depth + 1);
            text.append(": ");
            append(pair.value(), depth + 1);
        }
        text.append(close);
    }
}
