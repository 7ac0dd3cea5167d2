package dev.sconce.nn;

/** All hooks of one module; made when the first is registered. */
final class Hooks {
    final ForwardHooks forward = new ForwardHooks();
    final StateDictHooks stateDict = new StateDictHooks();
}
