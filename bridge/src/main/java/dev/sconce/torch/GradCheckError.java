package dev.sconce.torch;

/** What {@code torch.autograd.gradcheck.GradcheckError} is in Python: a gradient is wrong. */
final class GradCheckError extends TorchException {
    private static final long serialVersionUID = 1;

    GradCheckError(String message) {
        super(message);
    }
}
