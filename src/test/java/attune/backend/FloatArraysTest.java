package attune.backend;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class FloatArraysTest {

    @Test
    void copiesWhatNd4jCopies() {
        float[] values = new float[2 * 3 * 5];
        for (int i = 0; i < values.length; i++) {
            values[i] = i - 7.5f;
        }
        INDArray array = FloatArrays.of(values, 2, 3, 5);
        assertThat(array).isEqualTo(Nd4j.create(values, new long[] {2, 3, 5}, 'c'));
        assertThat(FloatArrays.values(array)).isEqualTo(values);
        values[0] = 99;
        assertThat(array.getFloat(0, 0, 0)).isEqualTo(-7.5f);
        assertThat(FloatArrays.values(array.permute(2, 0, 1).dup('c'))[1]).isEqualTo(array.getFloat(0, 1, 0));
    }

    @Test
    void fillsViewsAndOtherTypesToo() {
        INDArray all = Nd4j.zeros(4, 3);
        FloatArrays.fill(all.get(NDArrayIndex.interval(1, 3), NDArrayIndex.all()), new float[] {1, 2, 3, 4, 5, 6});
        assertThat(FloatArrays.values(all)).containsExactly(0, 0, 0, 1, 2, 3, 4, 5, 6, 0, 0, 0);
        assertThat(FloatArrays.values(all.get(NDArrayIndex.interval(2, 4), NDArrayIndex.all())))
                .containsExactly(4, 5, 6, 0, 0, 0);
        INDArray doubles = Nd4j.zeros(DataType.DOUBLE, 2, 2);
        FloatArrays.fill(doubles, new float[] {1, 2, 3, 4});
        assertThat(FloatArrays.values(doubles)).containsExactly(1, 2, 3, 4);
        assertThat(doubles.getDouble(1, 0)).isEqualTo(3);
    }
}
