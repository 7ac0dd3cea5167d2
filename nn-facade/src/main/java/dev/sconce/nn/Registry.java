package dev.sconce.nn;

import dev.sconce.nn.ModuleFields.Slot;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is registered with one module: {@code _parameters}, {@code _buffers} and {@code _modules} of Python's, in one table
 * in the order in which things were first seen.
 *
 * <p>Fields are looked at whenever the table is read or something is registered by name. So what stands in a field that
 * was set before an explicit registration comes before it, as the lines of a Python constructor would have it.
 */
final class Registry {
    private final Module owner;
    private final ModuleFields fields;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final @Nullable Entry[] ofSlots;
    private boolean hasDerived;

    Registry(Module owner) {
        this.owner = owner;
        this.fields = ModuleFields.of(owner.getClass());
        this.ofSlots = new Entry[fields.slots.size()];
    }

    /** What kind of thing an entry holds or, when it is null, was registered as. */
    enum Kind {
        PARAMETER,
        BUFFER,
        MODULE,
        /** Computed from others by a {@link Derivation}: no parameter or buffer, but where one was. */
        DERIVED;

        static @Nullable Kind of(@Nullable Object value) {
            if (value instanceof Module) {
                return MODULE;
            }
            if (value instanceof DerivedTensor) {
                return DERIVED;
            }
            if (value instanceof Parameter) {
                return PARAMETER;
            }
            return value instanceof Buffer ? BUFFER : null;
        }
    }

    /** One attribute; its value is null where Python has {@code None}. */
    static final class Entry {
        final String name;
        Kind kind;

        @Nullable
        Object value;

        @Nullable
        Derivation derivation;

        Entry(String name, Kind kind) {
            this.name = name;
            this.kind = kind;
        }

        @Nullable
        Module module() {
            return kind == Kind.MODULE ? (Module) value : null;
        }

        @Nullable
        Parameter parameter() {
            return kind == Kind.PARAMETER ? (Parameter) value : null;
        }

        @Nullable
        Buffer buffer() {
            return kind == Kind.BUFFER ? (Buffer) value : null;
        }
    }

    /** All entries, after a look at the fields. */
    Collection<Entry> entries() {
        readFields();
        return entries.values();
    }

    /** The attributes that are computed from others. */
    List<Entry> derived() {
        if (!hasDerived) {
            return List.of();
        }
        return entries().stream().filter(entry -> entry.kind == Kind.DERIVED).toList();
    }

    /** Whether there may be attributes that are computed from others. */
    boolean hasDerived() {
        return hasDerived;
    }

    /** Puts something in the place of a name, at the end of the order, even where its field is final. */
    Entry replace(String name, Kind kind, Object value) {
        readFields();
        entries.remove(name);
        Entry entry = new Entry(name, kind);
        entry.value = value;
        entries.put(name, entry);
        for (int i = 0; i < ofSlots.length; i++) {
            Slot slot = fields.slots.get(i);
            if (slot.name().equals(name) && slot.accessible()) {
                slot.set(owner, value);
                ofSlots[i] = entry;
            }
        }
        hasDerived |= kind == Kind.DERIVED;
        return entry;
    }

    /** Puts another value of the same kind into an entry where it is, even where its field is final. */
    void exchange(Entry entry, Object value) {
        entry.value = value;
        for (int i = 0; i < ofSlots.length; i++) {
            if (ofSlots[i] == entry) {
                fields.slots.get(i).set(owner, value);
            }
        }
    }

    /** Whether the field of a name wants a buffer. */
    boolean wantsBuffer(String name) {
        return fields.slots.stream()
                .anyMatch(slot -> slot.name().equals(name)
                        && Buffer.class.isAssignableFrom(slot.field().getType()));
    }

    @Nullable
    Entry find(String name) {
        readFields();
        return entries.get(name);
    }

    private void readFields() {
        List<Slot> slots = fields.slots;
        for (int i = 0; i < ofSlots.length; i++) {
            Slot slot = slots.get(i);
            if (slot.accessible()) {
                readField(i, slot);
            } else {
                requireExplicit(slot);
            }
        }
    }

    private void readField(int i, Slot slot) {
        Object found = slot.get(owner);
        Entry entry = ofSlots[i];
        if (entry != null && entry.value == found) {
            return;
        }
        Object value = RegistrationHooks.apply(owner, slot.name(), found);
        if (value != found) {
            slot.set(owner, value);
        }
        Kind kind = Kind.of(value);
        if (kind != null) {
            if (entry == null) {
                entry = entries.computeIfAbsent(slot.name(), name -> new Entry(name, kind));
                ofSlots[i] = entry;
            }
            entry.kind = kind;
            entry.value = value;
        } else if (entry != null) {
            if (value == null) {
                entry.value = null;
            } else {
                entries.remove(slot.name());
                ofSlots[i] = null;
            }
        }
    }

    private void requireExplicit(Slot slot) {
        if (slot.certain() && !entries.containsKey(slot.name())) {
            Field field = slot.field();
            throw new IllegalStateException("Field " + ModuleFields.describe(field)
                    + " cannot be read: open package "
                    + field.getDeclaringClass().getPackageName()
                    + " to module dev.sconce.nn, or call register(\"" + slot.name()
                    + "\", ...) with its value or null");
        }
    }

    /** Registers by name, as {@code setattr} of something that is registered, or its {@code None}, does. */
    void put(String name, Kind kind, @Nullable Object given) {
        readFields();
        Object value = RegistrationHooks.apply(owner, name, given);
        Entry entry = entries.computeIfAbsent(name, key -> new Entry(key, kind));
        entry.kind = kind;
        entry.value = value;
        for (int i = 0; i < ofSlots.length; i++) {
            Slot slot = fields.slots.get(i);
            if (slot.name().equals(name)) {
                if (slot.isSettable()) {
                    slot.set(owner, value);
                    ofSlots[i] = entry;
                } else if (ofSlots[i] != null && slot.accessible() && slot.get(owner) != value) {
                    entry.value = slot.get(owner);
                    throw new IllegalArgumentException("cannot replace '" + name + "': field "
                            + ModuleFields.describe(slot.field()) + " is final");
                }
            }
        }
    }

    /** Forgets a name, as {@code delattr} does. */
    boolean remove(String name) {
        Entry entry = find(name);
        if (entry == null) {
            return false;
        }
        put(name, entry.kind, null);
        for (int i = 0; i < ofSlots.length; i++) {
            if (ofSlots[i] == entry) {
                ofSlots[i] = null;
            }
        }
        entries.remove(name);
        return true;
    }

    /** Takes over copies of what another module of the same class holds; its fields hold the originals until now. */
    void fillFrom(Registry other, ModuleCopy copier) {
        for (Entry original : other.entries()) {
            Entry entry = new Entry(original.name, original.kind);
            entry.value = copier.copyValue(original.value);
            entry.derivation = original.derivation;
            hasDerived |= entry.kind == Kind.DERIVED;
            entries.put(entry.name, entry);
            for (int i = 0; i < ofSlots.length; i++) {
                if (other.ofSlots[i] == original) {
                    fields.slots.get(i).set(owner, entry.value);
                    ofSlots[i] = entry;
                }
            }
        }
    }

    /** Replaces all entries of a container that keeps nothing in fields. */
    void replaceAll(Kind kind, Map<String, ? extends @Nullable Object> values) {
        entries.clear();
        values.forEach((name, value) -> put(name, kind, value));
    }

    /** Whether the name is an attribute that is not registered, such as a field of another type. */
    boolean isTaken(String name, Kind kind) {
        Entry entry = find(name);
        return entry == null ? fields.otherAttribute(name) != null : entry.kind != kind;
    }

    /** The modules in order, null ones too, for containers. */
    List<@Nullable Module> modules() {
        List<@Nullable Module> modules = new ArrayList<>();
        for (Entry entry : entries()) {
            if (entry.kind == Kind.MODULE) {
                modules.add(entry.module());
            }
        }
        return modules;
    }
}
