package attune.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import attune.fault.UserFault;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
    private static final String JAVA_OPTIONS = "spark.executor.extraJavaOptions";

    private static SparkConf conf() {
        return new SparkConf(false).set("spark.master", "yarn");
    }

    @Test
    void nativeMemoryGrowsWithTheCores() {
        assertThat(Settings.of(conf(), Load.TRANSCRIBING).get("spark.executor.memoryOverhead"))
                .isEqualTo("2048m");
        SparkConf four = Settings.of(conf().set("spark.executor.cores", "4"), Load.TRANSCRIBING);
        assertThat(four.get("spark.executor.memoryOverhead")).isEqualTo("3584m");
        assertThat(four.get(JAVA_OPTIONS))
                .contains("-XX:ActiveProcessorCount=4", "-Dorg.bytedeco.javacpp.maxbytes=3584m");
    }

    @Test
    void whatTheUserSetStays() {
        SparkConf settings = Settings.of(
                conf().set("spark.executor.memory", "6g")
                        .set(JAVA_OPTIONS, "-XX:+UseZGC -Dorg.bytedeco.javacpp.maxbytes=4g")
                        .set("spark.executorEnv.OMP_NUM_THREADS", "2"),
                Load.TRANSCRIBING);

        assertThat(settings.get("spark.executor.memory")).isEqualTo("6g");
        assertThat(settings.get("spark.executorEnv.OMP_NUM_THREADS")).isEqualTo("2");
        assertThat(settings.get(JAVA_OPTIONS))
                .startsWith("-XX:+UseZGC -Dorg.bytedeco.javacpp.maxbytes=4g ")
                .containsOnlyOnce("maxbytes");
    }

    @ParameterizedTest
    @CsvSource({
        "spark.executor.memory, 512m, spark.executor.memory: 512 MB is too little for an executor of 1 core; give 1024m",
        "spark.executor.memoryOverhead, 384, spark.executor.memoryOverhead: 384 MB",
        "spark.executor.extraJavaOptions, -Dorg.bytedeco.javacpp.maxbytes=1g, maxbytes: 1024 MB",
    })
    void tooLittleMemoryIsRefused(String setting, String value, String message) {
        assertThatThrownBy(() -> Settings.of(conf().set(setting, value), Load.TRANSCRIBING))
                .isInstanceOf(UserFault.class)
                .hasMessageContaining(message);
    }

    @Test
    void aRunHasItsExecutorForItself() {
        SparkConf four = Settings.of(conf().set("spark.executor.cores", "4"), Load.TRAINING);

        assertThat(four.get("spark.task.cpus")).isEqualTo("4");
        assertThat(four.get("spark.executor.memory")).isEqualTo("2048m");
    }

    @Test
    void unlimitedNativeMemoryIsEnough() {
        assertThat(Settings.of(conf().set(JAVA_OPTIONS, "-Dorg.bytedeco.javacpp.maxbytes=0"), Load.TRANSCRIBING)
                        .get(JAVA_OPTIONS))
                .contains("maxbytes=0");
    }
}
