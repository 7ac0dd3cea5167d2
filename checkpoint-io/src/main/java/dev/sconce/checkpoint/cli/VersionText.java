package dev.sconce.checkpoint.cli;

import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
final class VersionText implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String version = Sconce.class.getPackage().getImplementationVersion();
        return new String[] {"sconce " + (version == null ? "(unpackaged)" : version)};
    }
}
