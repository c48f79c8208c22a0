package dev.kechuang.programme.internal.blind;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kechuang.programme.internal.blind.Identity.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names and numbers are put out of sight however they are written, and nothing else is. */
class IdentityTest {

    private final Identity identity = new Identity.Builder()
            .addUnit(Kind.UNIT, "苏州星河光电（集团）有限公司")
            .add(Kind.PERSON, "陈思远")
            .add(Kind.PHONE, "13812345678")
            .add(Kind.EMAIL, "chen@xinghe.cn")
            .add(Kind.CREDIT_CODE, "91320594MA1MYQ2X7K")
            .build();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            负责人陈思远主持                 | 负责人〔隐去〕主持
            负责人陈 思 远主持               | 负责人〔隐去〕主持
            苏州星河光电（集团）有限公司承担 | 〔隐去〕承担
            苏州星河光电(集团)有限公司承担   | 〔隐去〕承担
            苏州星河光电牵头                 | 〔隐去〕牵头
            电话138-1234-5678转2             | 电话〔隐去〕转2
            电话１３８１２３４５６７８转２   | 电话〔隐去〕转２
            致CHEN@XingHe.cn                 | 致〔隐去〕
            代码91320594ma1myq2x7k。         | 代码〔隐去〕。
            陈思远、陈思远与陈思             | 〔隐去〕、〔隐去〕与陈思
            场地 300 ㎡，陈思远              | 场地 300 ㎡，〔隐去〕
            """)
    void aTermIsHiddenAsItIsWritten(String text, String shown) {
        assertThat(identity.hide(text)).isEqualTo(shown);
    }

    @Test
    void whatTellsNothingStaysAsItIs() {
        for (String text : new String[] {"", " ", "预算 300 万元（其中自筹 120 万元）。", "苏州市重点研发", "㎡㎏①②③"}) {
            assertThat(identity.hide(text)).isEqualTo(text);
        }
        assertThat(new Identity.Builder().add(Kind.PERSON, "").build().hide("陈思远"))
                .isEqualTo("陈思远");
    }

    @Test
    void anAccentOfItsOwnIsTheSameLetter() {
        var foreign = new Identity.Builder().add(Kind.PERSON, "André Rénier").build();
        assertThat(foreign.hide("leader Andre\u0301 Re\u0301nier, MIT")).isEqualTo("leader 〔隐去〕, MIT");
    }

    /** ㏑ stands for l and n, ⑩ for 1 and 0. */
    @Test
    void twoThatMeetInOneSignAreBothHidden() {
        var two = new Identity.Builder()
                .add(Kind.PERSON, "Farrell")
                .add(Kind.PERSON, "Nolan")
                .add(Kind.PHONE, "0512651")
                .add(Kind.PHONE, "0138123")
                .build();
        assertThat(two.hide("Farrel㏑olan")).isEqualTo("〔隐去〕〔隐去〕");
        assertThat(two.hide("051265⑩138123。")).isEqualTo("〔隐去〕〔隐去〕。");
    }

    @Test
    void theLongerNameIsFoundAndNotItsPartOnceMore() {
        var found = identity.in(new AttachmentText.Passage("第 1 页", "甲方：苏州星河光电\n（集团）有限公司，联系人陈思远。"));
        assertThat(found).extracting(Identity.Finding::term).containsExactly("苏州星河光电（集团）有限公司", "陈思远");
    }
}
