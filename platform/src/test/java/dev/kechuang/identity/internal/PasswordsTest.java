package dev.kechuang.identity.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

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
}
