package dev.sconce.nn;

/** All hooks of one module; made when the first is registered. */
final class Hooks {
    final ForwardHooks forward = new ForwardHooks();
    final BackwardHooks backward = new BackwardHooks();
    final StateDictHooks stateDict = new StateDictHooks();

    Hooks() {}

    /** The same hooks, to be changed apart. */
    Hooks(Hooks other) {
        forward.copyFrom(other.forward);
        backward.copyFrom(other.backward);
        stateDict.copyFrom(other.stateDict);
    }
}
