package attune.audio.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import attune.audio.Waveform;
import attune.seed.RunSeed;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AugmenterTest {
    private static final Waveform CLIP = Sounds.waveform(Sounds.whiteNoise(3, 20_000));

    private static Augmenter full(long seed) {
        return new Augmenter(Recipe.full(), Sounds.RATE_HZ, new RunSeed(seed));
    }

    private static List<Effect> draw(Augmenter augmenter, int draw, int clip) {
        return augmenter.draw(draw, clip, CLIP.samples().length, samples -> true);
    }

    private static float[] heard(Augmenter augmenter, int draw, int clip) {
        return augmenter.apply(draw(augmenter, draw, clip), CLIP).samples();
    }

    @Test
    void theSameSeedGivesTheSameBitsInAnyOrderAndOnAnyThread() {
        Augmenter forwards = full(7);
        List<float[]> expected = IntStream.range(0, 40)
                .mapToObj(clip -> heard(forwards, 2, clip))
                .toList();
        Augmenter again = full(7);
        float[][] found = new float[40][];
        IntStream.range(0, 40).parallel().forEach(i -> found[39 - i] = heard(again, 2, 39 - i));
        for (int clip = 0; clip < 40; clip++) {
            assertThat(found[clip]).as("clip %d", clip).isEqualTo(expected.get(clip));
        }
    }

    @Test
    void otherSeedsDrawsAndClipsGetOtherEffects() {
        Set<List<Effect>> seen = new HashSet<>();
        for (int clip = 0; clip < 20; clip++) {
            List<Effect> effects = draw(full(7), 0, clip);
            if (!effects.isEmpty()) {
                assertThat(seen.add(effects)).isTrue();
            }
        }
        assertThat(seen).hasSizeGreaterThan(12);
        assertThat(draws(full(7), 1)).isNotEqualTo(draws(full(7), 0));
        assertThat(draws(full(8), 0)).isNotEqualTo(draws(full(7), 0));
    }

    private static List<List<Effect>> draws(Augmenter augmenter, int draw) {
        return IntStream.range(0, 20)
                .mapToObj(clip -> draw(augmenter, draw, clip))
                .toList();
    }

    @Test
    void leavingOneEffectOutChangesNoOther() {
        Map<EffectKind, Chance> fewer = new EnumMap<>(Recipe.full().effects());
        fewer.remove(EffectKind.EQUALISER);
        Augmenter without = new Augmenter(new Recipe(fewer, null), Sounds.RATE_HZ, new RunSeed(7));
        for (int clip = 0; clip < 50; clip++) {
            List<Effect> expected = new ArrayList<>(draw(full(7), 0, clip));
            expected.removeIf(Effect.Equaliser.class::isInstance);
            assertThat(draw(without, 0, clip)).isEqualTo(expected);
        }
    }

    @Test
    void effectsComeAsOftenAsTheRecipeSays() {
        Augmenter augmenter = full(11);
        int clips = 4000;
        int noisy = 0;
        int slower = 0;
        for (int clip = 0; clip < clips; clip++) {
            List<Effect> effects = draw(augmenter, 0, clip);
            noisy += (int)
                    effects.stream().filter(Effect.Noise.class::isInstance).count();
            slower += (int)
                    effects.stream().filter(Effect.Tempo.class::isInstance).count();
            assertThat(effects.stream()
                            .filter(one -> one instanceof Effect.Speed || one instanceof Effect.Tempo)
                            .count())
                    .isLessThan(2);
        }
        // Four deviations of a binomial count; tempo only where there was no speed.
        assertThat(noisy).isBetween(2000 - 127, 2000 + 127);
        assertThat(slower).isBetween(800 - 102, 800 + 102);
    }

    @Test
    void aClipThatWouldBeTooShortKeepsItsPace() {
        Augmenter faster = Sounds.always(EffectKind.SPEED, 1.1, 1.2);
        assertThat(faster.draw(0, 0, 16_000, samples -> samples >= 13_000))
                .singleElement()
                .satisfies(effect -> assertThat(effect.length(16_000)).isBetween(13_333, 14_546));
        assertThat(faster.draw(0, 0, 16_000, samples -> samples >= 15_000)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(EffectKind.class)
    void everyEffectAltersSoundLeavesTheClipAloneAndGivesFiniteSamples(EffectKind kind) {
        Chance usual = Recipe.full().chance(kind).orElseThrow();
        Augmenter augmenter = Sounds.always(kind, usual.low(), usual.high());
        float[] before = CLIP.samples().clone();
        List<Effect> effects = draw(augmenter, 0, 0);
        assertThat(effects).hasSize(1);
        float[] after = augmenter.apply(effects, CLIP).samples();
        assertThat(CLIP.samples()).isEqualTo(before);
        assertThat(after).isNotEqualTo(before).hasSize(effects.get(0).length(before.length));
        for (float sample : after) {
            assertThat(sample).isFinite();
        }
    }

    @ParameterizedTest
    @EnumSource(EffectKind.class)
    void silenceAndClipsOfAFewSamplesDoNoHarm(EffectKind kind) {
        Chance usual = Recipe.full().chance(kind).orElseThrow();
        Augmenter augmenter = Sounds.always(kind, usual.low(), usual.high());
        for (int samples : new int[] {0, 1, 37, 3000}) {
            Waveform silence = Sounds.waveform(new float[samples]);
            float[] after = augmenter
                    .apply(augmenter.draw(0, 0, samples, longer -> true), silence)
                    .samples();
            for (float sample : after) {
                assertThat(sample).isBetween(-0.001f, 0.001f);
            }
        }
    }

    @Test
    void aRecipeComesBackFromItsJson() throws IOException {
        ObjectMapper json = new ObjectMapper();
        Recipe recipe = Recipe.full().withNoise("noises");
        String written = json.writeValueAsString(recipe);
        assertThat(written).startsWith("{\"effects\":{\"speed\":{\"probability\":0.5,\"low\":0.85,");
        assertThat(json.readValue(written, Recipe.class)).isEqualTo(recipe);
    }

    @Test
    void whatNoEffectCanBeIsRefusedByName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sounds.always(EffectKind.SPEED, 0.1, 1))
                .withMessageContaining("speed must lie between 0.7 and 1.5: 0.1 to 1.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Chance(1.2, 0, 1))
                .withMessageContaining("1.2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Chance(0.2, 2, 1))
                .withMessageContaining("2.0 and 1.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Recipe.NOTHING.withNoise("folder"))
                .withMessageContaining("noise");
    }
}
