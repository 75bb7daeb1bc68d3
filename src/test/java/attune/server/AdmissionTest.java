package attune.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class AdmissionTest {
    private static final Limits FEW = new Limits(1000, 10, 60, 3, 2, 1, 1, 10, 10, 1000, 10);

    private final Admission admission = new Admission(FEW);

    private static void refused(int status, Runnable work) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(work::run)
                .satisfies(refusal -> assertThat(refusal.fault().status()).isEqualTo(status));
    }

    @Test
    void aKeyHasALimitOfItsOwn() {
        Caller greedy = new Caller("key1", true);
        admission.transcription(greedy);
        Admission.Place second = admission.transcription(greedy);

        refused(429, () -> admission.transcription(greedy));
        admission.transcription(new Caller("key2", true));
        second.close();
        admission.transcription(greedy);
    }

    @Test
    void allTogetherHaveALimit() {
        for (int i = 0; i < FEW.queue(); i++) {
            admission.transcription(Caller.ANYONE);
        }

        refused(503, () -> admission.transcription(Caller.ANYONE));
        assertThat(admission.transcriptions()).isEqualTo(FEW.queue());
    }

    @Test
    void liveSessionsAreCountedByThemselves() {
        Admission.Place only = admission.live();
        refused(503, admission::live);
        only.close();
        admission.live();
        admission.transcription(Caller.ANYONE);
    }

    @Test
    void uploadsBeyondTheLimitWaitForOneToEnd() throws Exception {
        Admission.Place only = admission.upload();
        CompletableFuture<Admission.Place> second = CompletableFuture.supplyAsync(admission::upload);
        assertThat(second).isNotDone();
        only.close();
        second.get().close();
    }
}
