package attune.layers.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.memory;
import org.junit.jupiter.api.Test;

class KeptPrimitivesTest {
    private final KeptPrimitives kept = new KeptPrimitives(new engine(engine.kind.cpu, 0), 2);

    private static final class Vector extends Primitives {
        final memory.desc description;

        Vector(engine cpu, Length of) {
            super(cpu);
            description = own(new memory.desc(new long[] {of.length}, memory.data_type.f32, memory.format_tag.a));
        }

        boolean isFreed() {
            return description.isNull();
        }
    }

    private record Length(long length) implements Primitives.Task<Vector> {
        @Override
        public Vector on(engine cpu) {
            return new Vector(cpu, this);
        }
    }

    private Vector used(long length) {
        try (KeptPrimitives.Loan<Vector> loan = kept.lend(new Length(length))) {
            return loan.primitives();
        }
    }

    @Test
    void equalTasksShareTheirPrimitives() {
        assertThat(used(5)).isSameAs(used(5)).isNotSameAs(used(6));
    }

    @Test
    void theOneUnusedForLongestIsFreed() {
        Vector first = used(1);
        Vector second = used(2);
        used(1);

        Vector third = used(3);

        assertThat(second.isFreed()).isTrue();
        assertThat(first.isFreed()).isFalse();
        assertThat(third.isFreed()).isFalse();
        assertThat(used(2)).isNotSameAs(second);
    }

    @Test
    void noneIsFreedWhileItIsInUse() {
        KeptPrimitives.Loan<Vector> loan = kept.lend(new Length(1));
        KeptPrimitives.Loan<Vector> again = kept.lend(new Length(1));
        used(2);
        used(3);
        used(4);
        loan.close();
        assertThat(again.primitives().isFreed()).isFalse();

        again.close();
        used(5);
        used(6);

        assertThat(again.primitives().isFreed()).isTrue();
    }
}
