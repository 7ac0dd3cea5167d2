package dev.sconce.it.live.faulty;

import static dev.sconce.it.live.faulty.Faults.longs;
import static dev.sconce.torch.Torch.eye;
import static dev.sconce.torch.Torch.ones;
import static dev.sconce.torch.Torch.stack;
import static dev.sconce.torch.Torch.zeros;

import dev.sconce.torch.Fft;
import dev.sconce.torch.Linalg;
import java.util.List;

/** Matrices without a solution, and what is no matrix. */
final class LinalgFaults {
    private LinalgFaults() {}

    static Faults all() {
        return new Faults()
                .add("inv_singular", () -> Linalg.inv(zeros(2, 2)))
                .add("inv_not_square", () -> Linalg.inv(zeros(2, 3)))
                .add("inv_dims", () -> Linalg.inv(zeros(2)))
                .add("inv_of_long", () -> Linalg.inv(longs(2, 2)))
                .add("inv_singular_batch", () -> Linalg.inv(stack(List.of(eye(2), zeros(2, 2)))))
                .add("solve_singular", () -> Linalg.solve(zeros(2, 2), ones(2)))
                .add("solve_shapes", () -> Linalg.solve(eye(2), ones(3)))
                .add("cholesky_indefinite", () -> Linalg.cholesky(eye(2).neg()))
                .add("cholesky_not_square", () -> Linalg.cholesky(ones(2, 3)))
                .add("det_not_square", () -> ones(2, 3).det())
                .add("eigh_not_square", () -> Linalg.eigh(ones(2, 3)))
                .add("svd_dims", () -> Linalg.svd(ones(2)))
                .add("norm_order", () -> Linalg.matrixNorm(ones(2, 2), 5))
                .add("norm_name", () -> Linalg.norm(ones(2, 2), "foo"))
                .add("matrix_power_negative", () -> Linalg.matrixPower(zeros(2, 2), -1))
                .add("multi_dot_one", () -> Linalg.multiDot(List.of(ones(2, 2))))
                .add("lstsq_sizes", () -> Linalg.lstsq(ones(3, 2), ones(2, 1)))
                .add("qr_mode", () -> Linalg.qr(ones(2, 2), "foo"))
                .add("fft_size", () -> Fft.fft(ones(4), 0))
                .add("fft_norm", () -> Fft.fft(ones(4), null, -1, "foo"))
                .add("stft_window", () -> ones(8).stft(
                                4, o -> o.window(ones(5)).center(false).returnComplex(true)));
    }
}
