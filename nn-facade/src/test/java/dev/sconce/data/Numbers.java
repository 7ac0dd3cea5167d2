package dev.sconce.data;

/** The numbers from 0 on. */
record Numbers(long size) implements Dataset<Long> {
    @Override
    public Long get(long index) {
        return index;
    }
}
