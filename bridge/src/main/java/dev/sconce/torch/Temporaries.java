package dev.sconce.torch;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.Pointer;

/**
 * Native objects that are freed together when a call has ended. (JavaCPP's PointerScope would also free what hooks make
 * while the call runs.)
 */
final class Temporaries implements AutoCloseable {
    private final List<Pointer> pointers = new ArrayList<>();

    <P extends Pointer> P add(P pointer) {
        pointers.add(pointer);
        return pointer;
    }

    @Override
    public void close() {
        for (int i = pointers.size() - 1; i >= 0; i--) {
            pointers.get(i).close();
        }
    }
}
