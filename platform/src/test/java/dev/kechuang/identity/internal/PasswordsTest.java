package dev.kechuang.identity.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;

/** Passwords are compared with strong hashes, also where there is no account. */
class PasswordsTest {

    private final Passwords passwords = new Passwords();

    @Test
    void aPasswordMatchesItsHashAndNoOther() {
        String hash = passwords.hash("Correct-horse-9".toCharArray());
        assertThat(passwords.matches("Correct-horse-9".toCharArray(), hash)).isTrue();
        assertThat(passwords.matches("Correct-horse-8".toCharArray(), hash)).isFalse();
        assertThat(passwords.outdated(hash)).isFalse();
    }

    @Test
    void whereThereIsNoAccountTheSameWorkIsDone() {
        assertThat(passwords.matches("Correct-horse-9".toCharArray(), null)).isFalse();
        assertThat(passwords.outdated(Passwords.NOBODY)).isFalse();
        String today = passwords.hash("Correct-horse-9".toCharArray());
        assertThat(Passwords.NOBODY.substring(0, Passwords.NOBODY.lastIndexOf("p=") + 3))
                .isEqualTo(today.substring(0, today.lastIndexOf("p=") + 3));
    }

    @Test
    void aHashMadeByAnotherLibraryIsUnderstood() {
        String elsewhere = new Argon2PasswordEncoder(16, 32, 1, 19 * 1024, 2).encode("密码-Kechuang-2026");
        assertThat(passwords.matches("密码-Kechuang-2026".toCharArray(), elsewhere))
                .isTrue();
        assertThat(passwords.matches("密码-Kechuang-2025".toCharArray(), elsewhere))
                .isFalse();
        String weaker = new Argon2PasswordEncoder(8, 16, 1, 1024, 1).encode("密码-Kechuang-2026");
        assertThat(passwords.matches("密码-Kechuang-2026".toCharArray(), weaker)).isTrue();
        assertThat(passwords.outdated(weaker)).isTrue();
    }

    @Test
    void whatIsNoHashMatchesNothing() {
        for (String text : new String[] {"", "Correct-horse-9", "$argon2id$v=19$m=19456,t=2,p=1$x$y"}) {
            assertThat(passwords.matches("Correct-horse-9".toCharArray(), text)).isFalse();
            assertThat(passwords.outdated(text)).isTrue();
        }
    }

    @Test
    void manyAtOnceDoNotDisturbEachOther() throws Exception {
        String hash = passwords.hash("Correct-horse-9".toCharArray());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = new ArrayList<Future<Boolean>>();
            for (int i = 0; i < 12; i++) {
                String typed = i % 3 == 0 ? "Correct-horse-9" : "Correct-horse-" + i + "x";
                answers.add(threads.submit(() -> passwords.matches(typed.toCharArray(), hash)));
            }
            for (int i = 0; i < answers.size(); i++)
                assertThat(answers.get(i).get()).isEqualTo(i % 3 == 0);
        }
    }
}
