package dev.sconce.it.live;

import static dev.sconce.torch.Torch.randn;

import dev.sconce.nn.BatchNorm2d;
import dev.sconce.nn.Conv2d;
import dev.sconce.nn.Layer;
import dev.sconce.nn.Linear;
import dev.sconce.nn.MaxPool2d;
import dev.sconce.nn.Parameter;
import dev.sconce.nn.ReLU;
import dev.sconce.nn.Sequential;
import dev.sconce.nn.functional.F;
import dev.sconce.torch.Tensor;

/** The networks of {@code course_networks.py}, ported line by line. */
final class CourseNetworks {

    private CourseNetworks() {}

    static final class LeNet extends Layer {
        final Sequential features = new Sequential(
                new Conv2d(3, 6, 5),
                new ReLU(),
                new MaxPool2d(2, 2),
                new Conv2d(6, 16, 5),
                new ReLU(),
                new MaxPool2d(2, 2));
        final Sequential classifiter = new Sequential(
                new Linear(16 * 5 * 5, 120), new ReLU(), new Linear(120, 84), new ReLU(), new Linear(84, 10));

        @Override
        protected Tensor forward(Tensor x) {
            x = features.call(x);
            x = x.view(-1, 16 * 5 * 5);
            return classifiter.call(x);
        }
    }

    static Sequential block1() {
        return new Sequential(new Linear(4, 8), new ReLU(), new Linear(8, 4), new ReLU());
    }

    static Sequential block2() {
        Sequential net = new Sequential();
        for (int i = 0; i < 4; i++) {
            net.addModule("block " + i, block1());
        }
        return net;
    }

    static Sequential nestedBlocks() {
        return new Sequential(block2(), new Linear(4, 1));
    }

    static final class FixedHiddenMLP extends Layer {
        final Tensor randWeight; // a plain tensor: not in the state dict
        final Linear linear = new Linear(20, 20);

        FixedHiddenMLP(Tensor randWeight) {
            this.randWeight = randWeight;
        }

        @Override
        protected Tensor forward(Tensor x) {
            x = linear.call(x);
            x = F.relu(x.mm(randWeight).add(1));
            x = linear.call(x);
            while (x.abs().sum().item() > 1) {
                x = x.div(2);
            }
            return x;
        }
    }

    static final class NestMLP extends Layer {
        final Sequential net = new Sequential(new Linear(20, 64), new ReLU(), new Linear(64, 32), new ReLU());
        final Linear linear = new Linear(32, 16);

        @Override
        protected Tensor forward(Tensor x) {
            return linear.call(net.call(x));
        }
    }

    static Sequential chimera(Tensor randWeight) {
        return new Sequential(new NestMLP(), new Linear(16, 20), new FixedHiddenMLP(randWeight));
    }

    static final class CenteredLayer extends Layer {
        @Override
        protected Tensor forward(Tensor x) {
            return x.sub(x.mean());
        }
    }

    static final class MyLinear extends Layer {
        final Parameter weight;
        final Parameter bias;

        MyLinear(long inUnits, long units) {
            weight = new Parameter(randn(inUnits, units));
            bias = new Parameter(randn(units));
        }

        @Override
        protected Tensor forward(Tensor x) {
            return F.relu(x.matmul(weight).add(bias));
        }
    }

    static Sequential customLayers() {
        return new Sequential(new MyLinear(64, 8), new CenteredLayer(), new MyLinear(8, 2));
    }

    static final class DoubleConv extends Layer {
        final Sequential doubleconv;

        DoubleConv(long inChannel, long outChannel) {
            doubleconv = new Sequential(
                    new Conv2d(inChannel, outChannel, 3, c -> c.padding(1)),
                    new BatchNorm2d(outChannel),
                    new ReLU(true),
                    new Conv2d(outChannel, outChannel, 3, c -> c.padding(1)),
                    new BatchNorm2d(outChannel),
                    new ReLU(true));
        }

        @Override
        protected Tensor forward(Tensor x) {
            return doubleconv.call(x);
        }
    }

    static Sequential sharedLayer() {
        Linear linear = new Linear(3, 3, false);
        return new Sequential(linear, new ReLU(), linear);
    }
}
