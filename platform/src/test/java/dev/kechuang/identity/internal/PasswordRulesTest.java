package dev.kechuang.identity.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kechuang.identity.IdentityTestContext;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.access.Role;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordRulesTest {

    private static List<String> broken(String password) {
        return PasswordRules.check("password", password.toCharArray(), "wang.fang", "王芳", used -> false).stream()
                .map(FieldError::key)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Mohe-7-Qiao!", "Tonghu8cheng", "四月的湖水很蓝-Ab", "correct horse battery", "aVeryOrdinarySentence"})
    void goodOnes(String password) {
        assertThat(broken(password)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "Ab1!xyz, identity.password.short",
        "mohedeqiaoa, identity.password.kinds",
        "Wang.Fang2026, identity.password.name",
        "2026-王芳-Abc, identity.password.name",
        "Password2026!, identity.password.common",
        "P@ssw0rd2026!, identity.password.common",
        "Kechuang-2026, identity.password.common",
        "Suzhou@2026, identity.password.common",
        "Admin12345!, identity.password.common",
        "1qaz2wsx3EDC, identity.password.common",
        "Aa1aaaaaaaaa, identity.password.common",
        "Qwertyuiop12, identity.password.common",
        "aaaaaaaaaaaaaaaaaaaa, identity.password.common"
    })
    void badOnesAndTheRuleTheyBreak(String password, String rule) {
        if (rule.endsWith("name")) assertThat(broken(password)).contains(rule);
        else assertThat(broken(password)).containsExactly(rule);
    }

    @Test
    void everyBrokenRuleIsNamedAtOnce() {
        assertThat(broken("wangfang")).contains("identity.password.short", "identity.password.kinds");
    }

    @Test
    void noneOfTheLastFivePasswordsIsTakenAgain() {
        try (var context = new IdentityTestContext()) {
            UUID id = new People(context).person("changer", null, null, Role.EXPERT);
            var viewer = context.bean(ViewerStore.class).load(id).orElseThrow();
            var mine = context.bean(MyAccount.class);
            String present = People.PASSWORD;
            for (int i = 1; i <= 4; i++) {
                String next = "Xin-De-Mi-Ma-" + i;
                assertThat(People.error(mine.changePassword(viewer, present.toCharArray(), next.toCharArray(), null)))
                        .isEqualTo("done");
                present = next;
                assertThat(People.error(mine.changePassword(
                                viewer, present.toCharArray(), People.PASSWORD.toCharArray(), null)))
                        .isEqualTo("identity.password.reused");
            }
            assertThat(People.error(
                            mine.changePassword(viewer, present.toCharArray(), "Xin-De-Mi-Ma-5".toCharArray(), null)))
                    .isEqualTo("done");
            assertThat(People.error(mine.changePassword(
                            viewer, "Xin-De-Mi-Ma-5".toCharArray(), People.PASSWORD.toCharArray(), null)))
                    .as("the sixth before")
                    .isEqualTo("done");
            assertThat(People.error(
                            mine.changePassword(viewer, "wrong".toCharArray(), "Xin-De-Mi-Ma-9".toCharArray(), null)))
                    .isEqualTo("identity.password.wrong");
        }
    }
}
