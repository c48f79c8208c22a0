package dev.kechuang.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kechuang.testing.Browser;
import org.junit.jupiter.api.Test;

/** Somebody guesses at a colleague's password, and is stopped. */
class LoginJourneyTest extends Journey {

    @Test
    void afterTooManyWrongPasswordsEvenTheRightOneWaits() {
        String login = "zhangjiagang.2";
        try (Browser guesser = Browser.desktop()) {
            logIn(guesser, login, "not-the-password");
            String first = text(guesser);
            guesser.accessible().fits().photograph("login-wrong");
            for (int i = 0; i < 6; i++) logIn(guesser, login, "not-the-password-" + i);
            logIn(guesser, login, DEMO_PASSWORD);
            assertThat(guesser.page().url()).contains("/login");
            assertThat(text(guesser))
                    .as("it says to wait, not that the password is wrong")
                    .isNotEqualTo(first);
            guesser.accessible().photograph("login-locked");
        }
    }

    @Test
    void somebodyWhoIsNotThereLooksLikeAWrongPassword() {
        try (Browser guesser = Browser.desktop()) {
            logIn(guesser, "nobody.at.all", "some-password-1");
            String unknown = text(guesser);
            logIn(guesser, "leader", "some-password-1");
            assertThat(text(guesser)).isEqualTo(unknown);
        }
    }

    @Test
    void theWayBackLeadsToThePageAskedFor() {
        try (Browser officer = Browser.desktop()) {
            open(officer, "/organisations?region=320583");
            assertThat(officer.page().url()).contains("/login");
            fill(officer, "login", "officer");
            fill(officer, "password", DEMO_PASSWORD);
            press(officer, "登录");
            assertThat(officer.page().url()).endsWith("/organisations?region=320583");
        }
    }
}
