package dev.sconce.torch;

import static java.util.Objects.requireNonNull;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * Takes native tensors out of JavaCPP's care. JavaCPP frees what the collector finds on a thread of its own: that thread
 * and the one that makes tensors then wait for each other's locks, in JavaCPP's list and in the C library, and small
 * tensors take twice as long. Taken out, a tensor can be freed by whoever makes the next one.
 *
 * <p>JavaCPP keeps what is needed to itself. Where it cannot be reached, which is so when it is a named module that is not
 * opened to this one, tensors stay in its care.
 */
final class Deallocators {
    private static final @Nullable Access ACCESS = Access.open();

    private Deallocators() {}

    /**
     * Takes over a tensor: from now on nothing but {@link #free} frees it, whatever is done with the handle.
     *
     * @return the tensor's address, or 0 if it stays in JavaCPP's care: a borrowed one, one that a {@code PointerScope}
     *     holds
     */
    static long take(Pointer handle) {
        Access access = ACCESS;
        if (access == null) {
            return 0;
        }
        try {
            Object deallocator = (Object) access.deallocator.invokeExact(handle);
            if (!access.kind.isInstance(deallocator)
                    || (long) access.deallocatorAddress.invokeExact(deallocator) != access.tensors
                    || handle.referenceCount() != 0) {
                return 0;
            }
            long owner = (long) access.ownerAddress.invokeExact(deallocator);
            access.setOwnerAddress.invokeExact(deallocator, 0L);
            access.remove.invokeExact(deallocator);
            // Or else the collector would copy the deallocator with the handle.
            access.setDeallocator.invokeExact(handle, (Object) null);
            return owner;
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** Frees a tensor that was taken over. */
    static void free(long owner) {
        Access access = requireNonNull(ACCESS);
        try {
            access.free.invokeExact(owner, access.tensors);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** Frees a tensor that is in JavaCPP's care; its handle is null afterwards. */
    static void close(Pointer handle) {
        close(handle, take(handle));
    }

    /** Frees a tensor for which {@link #take} gave the address, or 0; its handle is null afterwards. */
    static void close(Pointer handle, long owner) {
        if (owner == 0) {
            handle.close();
        } else {
            handle.setNull();
            free(owner);
        }
    }

    private static RuntimeException unexpected(Throwable e) {
        if (e instanceof Error error) {
            throw error;
        }
        return e instanceof RuntimeException runtime ? runtime : new IllegalStateException(e);
    }

    /**
     * The members of {@link Pointer} that are not public, and the native function that frees tensors. A record, since the
     * compiler takes its fields for constants.
     */
    private record Access(
            Class<?> kind,
            MethodHandle deallocator,
            MethodHandle setDeallocator,
            MethodHandle ownerAddress,
            MethodHandle setOwnerAddress,
            MethodHandle deallocatorAddress,
            MethodHandle remove,
            MethodHandle free,
            long tensors) {

        static @Nullable Access open() {
            try {
                return find();
            } catch (Error e) {
                throw e;
            } catch (Throwable e) {
                return null;
            }
        }

        private static Access find() throws Throwable {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            MethodHandles.Lookup inPointer = MethodHandles.privateLookupIn(Pointer.class, lookup);
            Class<?> kind = Class.forName(Pointer.class.getName() + "$NativeDeallocator");
            Class<?> reference = Class.forName(Pointer.class.getName() + "$DeallocatorReference");
            Class<?> general = Class.forName(Pointer.class.getName() + "$Deallocator");
            MethodHandles.Lookup inKind = MethodHandles.privateLookupIn(kind, lookup);
            MethodHandle remove = MethodHandles.privateLookupIn(reference, lookup)
                    .findVirtual(reference, "remove", MethodType.methodType(void.class));
            MethodHandle free =
                    inKind.findVirtual(kind, "deallocate", MethodType.methodType(void.class, long.class, long.class));
            MethodHandle deallocator =
                    typed(inPointer.findGetter(Pointer.class, "deallocator", general), Object.class, Pointer.class);
            MethodHandle address =
                    typed(inKind.findGetter(kind, "deallocatorAddress", long.class), long.class, Object.class);
            try (var tensor = new org.bytedeco.pytorch.Tensor()) {
                Object sample = (Object) deallocator.invokeExact((Pointer) tensor);
                return new Access(
                        kind,
                        deallocator,
                        typed(
                                inPointer.findSetter(Pointer.class, "deallocator", general),
                                void.class,
                                Pointer.class,
                                Object.class),
                        typed(inKind.findGetter(kind, "ownerAddress", long.class), long.class, Object.class),
                        typed(
                                inKind.findSetter(kind, "ownerAddress", long.class),
                                void.class,
                                Object.class,
                                long.class),
                        address,
                        typed(remove, void.class, Object.class),
                        free.bindTo(sample),
                        (long) address.invokeExact(sample));
            }
        }

        private static MethodHandle typed(MethodHandle handle, Class<?> result, Class<?>... arguments) {
            return handle.asType(MethodType.methodType(result, arguments));
        }
    }
}
