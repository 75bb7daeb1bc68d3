package attune.decoding;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrefixTest {
    @Test
    void keepsWhatIsFollowedAndWhatThatComesFrom() {
        Prefix root = new Prefix(null, 9);
        Prefix a = root.addChild(1);
        Prefix ab = a.addChild(2);
        Prefix ac = a.addChild(3);
        Prefix acb = ac.addChild(2);
        root.addChild(2).addChild(1);
        acb.addChild(1);

        ab.keep(32);
        acb.keep(32);
        a.keep(32);

        assertThat(root.child(1)).isSameAs(a);
        assertThat(a.child(2)).isSameAs(ab);
        assertThat(a.child(3)).isSameAs(ac);
        assertThat(ac.child(2)).isSameAs(acb);
        assertThat(root.child(2)).isNull();
        assertThat(acb.child(1)).isNull();

        a.keep(64);

        assertThat(root.child(1)).isSameAs(a);
        assertThat(a.child(2)).isNull();
        assertThat(a.child(3)).isNull();
    }
}
