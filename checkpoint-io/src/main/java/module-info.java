/** PyTorch checkpoints in pure Java. Start at {@link dev.sconce.checkpoint.Checkpoint}. */
module dev.sconce.checkpoint {
    requires jdk.unsupported;
    requires org.apache.commons.compress;
    requires static transitive org.jspecify;
    requires static info.picocli;

    exports dev.sconce.checkpoint;
    exports dev.sconce.checkpoint.core;
    exports dev.sconce.checkpoint.model;

    opens dev.sconce.checkpoint.cli to
            info.picocli;
}
