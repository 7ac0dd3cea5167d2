package dev.sconce.checkpoint.model;

/** A dictionary's key as a segment of a path. */
final class PathSegment {
    private static final int MAX_DEPTH = 100;

    private PathSegment() {}

    static String of(PyValue key) {
        return of(key, 0);
    }

    private static String of(PyValue key, int depth) {
        if (key instanceof PyStr text) {
            return escape(text.value());
        } else if (key instanceof PyInt number) {
            return "int:" + number;
        } else if (key instanceof PyBool flag) {
            return "bool:" + flag.value();
        } else if (key instanceof PyNone) {
            return "none:";
        } else if (key instanceof PyFloat number) {
            return "float:" + number(number.value());
        } else if (key instanceof PyBytes bytes) {
            return "bytes:" + bytes.toHex();
        } else if (key instanceof PyTuple tuple) {
            return "tuple:" + (depth < MAX_DEPTH ? escape(items(tuple, depth)) : "...");
        } else if (key instanceof PyDType dtype) {
            return "dtype:" + dtype.name();
        } else if (key instanceof PyGlobal global) {
            return "global:" + global.qualifiedName();
        }
        return "obj:" + (key instanceof PyObject ? "Obj" : PyPrinter.typeName(key));
    }

    private static String items(PyTuple tuple, int depth) {
        var text = new StringBuilder();
        for (PyValue item : tuple) {
            text.append(text.isEmpty() ? "" : ",").append(of(item, depth + 1));
        }
        return text.toString();
    }

    private static String number(double value) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        return Double.isInfinite(value) ? (value > 0 ? "Infinity" : "-Infinity") : PyFloatFormat.repr(value);
    }

    private static String escape(String text) {
        return text.indexOf('~') < 0 && text.indexOf('/') < 0
                ? text
                : text.replace("~", "~0").replace("/", "~1");
    }
}
