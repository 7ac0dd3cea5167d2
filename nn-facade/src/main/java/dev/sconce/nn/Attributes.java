package dev.sconce.nn;

import dev.sconce.nn.Registry.Entry;
import dev.sconce.nn.Registry.Kind;
import org.jspecify.annotations.Nullable;

/** Modules, parameters and buffers by name and by path, with Python's checks and messages. */
final class Attributes {
    private Attributes() {}

    static void checkName(Module owner, String what, String name, Kind kind) {
        if (name.indexOf('.') >= 0) {
            throw new IllegalArgumentException(what + " name can't contain \".\"");
        }
        checkFree(owner, what, name, kind);
    }

    static void checkModuleName(Module owner, String name) {
        if (name.indexOf('.') >= 0) {
            throw new IllegalArgumentException("module name can't contain \".\", got: " + name);
        }
        checkFree(owner, "module", name, Kind.MODULE);
    }

    private static void checkFree(Module owner, String what, String name, Kind kind) {
        if (name.isEmpty()) {
            throw new IllegalArgumentException(what + " name can't be empty string \"\"");
        }
        if (owner.registry().isTaken(name, kind)) {
            throw new IllegalArgumentException("attribute '" + name + "' already exists");
        }
    }

    static Module submodule(Module root, String target) {
        Module module = root;
        if (!target.isEmpty()) {
            for (String name : target.split("\\.", -1)) {
                Module child = require(module, name, Kind.MODULE).module();
                if (child == null) {
                    throw isNo(Kind.MODULE, name);
                }
                module = child;
            }
        }
        return module;
    }

    static void setSubmodule(Module root, String target, @Nullable Module module, boolean strict) {
        if (target.isEmpty()) {
            throw new IllegalArgumentException("Cannot set the submodule without a target name!");
        }
        if (module == null) {
            throw new IllegalArgumentException("`module` is not an nn.Module, found <class 'NoneType'>");
        }
        Module parent = submodule(root, parentOf(target));
        String name = target.substring(target.lastIndexOf('.') + 1);
        Entry entry = parent.registry().find(name);
        if ((entry != null && entry.module() == null) || parent.registry().isTaken(name, Kind.MODULE)) {
            throw isNo(Kind.MODULE, name);
        }
        if (strict && entry == null) {
            throw missing(parent, name);
        }
        parent.registry().put(name, Kind.MODULE, module);
    }

    static Parameter parameter(Module root, String target) {
        Parameter parameter = entryAt(root, target, Kind.PARAMETER).parameter();
        if (parameter == null) {
            throw isNo(Kind.PARAMETER, nameOf(target));
        }
        return parameter;
    }

    static Buffer buffer(Module root, String target) {
        Buffer buffer = entryAt(root, target, Kind.BUFFER).buffer();
        if (buffer == null) {
            throw isNo(Kind.BUFFER, nameOf(target));
        }
        return buffer;
    }

    private static Entry entryAt(Module root, String target, Kind wanted) {
        return require(submodule(root, parentOf(target)), nameOf(target), wanted);
    }

    private static String parentOf(String target) {
        return target.substring(0, Math.max(0, target.lastIndexOf('.')));
    }

    private static String nameOf(String target) {
        return target.substring(target.lastIndexOf('.') + 1);
    }

    /** The entry of a name; a field that is nothing to register is there, but is not what is wanted. */
    private static Entry require(Module module, String name, Kind wanted) {
        @Nullable Entry entry = module.registry().find(name);
        if (entry == null) {
            throw module.registry().isTaken(name, wanted) ? isNo(wanted, name) : missing(module, name);
        }
        return entry;
    }

    private static IllegalArgumentException isNo(Kind wanted, String name) {
        String what =
                wanted == Kind.MODULE ? "an nn.Module" : wanted == Kind.PARAMETER ? "an nn.Parameter" : "a buffer";
        return new IllegalArgumentException("`" + name + "` is not " + what);
    }

    private static IllegalArgumentException missing(Module module, String name) {
        return new IllegalArgumentException(module.getName() + " has no attribute `" + name + "`");
    }
}
