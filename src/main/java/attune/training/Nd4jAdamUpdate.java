package attune.training;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.updaters.AdamUpdater;
import org.nd4j.linalg.factory.Nd4j;

/** With ND4J's operations, for every type and backend. */
final class Nd4jAdamUpdate implements AdamUpdate {

    @Override
    public double squaredNorm(INDArray gradient) {
        double norm = gradient.norm2Number().doubleValue();
        return norm * norm;
    }

    @Override
    public void apply(Part part, AdamStep step) {
        INDArray gradient = part.gradient();
        gradient.muli(step.gradientScale());
        Nd4j.exec(new AdamUpdater(
                gradient,
                part.square(),
                part.mean(),
                step.rate(),
                AdamStep.BETA1,
                AdamStep.BETA2,
                AdamStep.EPSILON,
                step.number()));
        INDArray anchor = part.anchor();
        if (anchor == null) {
            part.parameters().muli(step.kept()).subi(gradient);
        } else {
            part.parameters()
                    .muli(step.kept())
                    .addi(anchor.mul(1 - step.kept()))
                    .subi(gradient);
        }
    }
}
