package dev.kechuang.identity.internal;

import dev.kechuang.identity.internal.LiveSession.Restriction;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** What somebody has to do first after logging in. */
@Component
public class Restrictions {

    private final Clock clock;
    private final Settings settings;
    private final boolean demo;

    public Restrictions(Clock clock, Settings settings, @Value("${kc.demo:false}") boolean demo) {
        this.clock = clock;
        this.settings = settings;
        this.demo = demo;
    }

    Restriction of(Account account) {
        if (account.mustChange() || expired(account)) return Restriction.CHANGE_PASSWORD;
        if (secondFactorRequired(account) && !account.secondFactor()) return Restriction.SET_UP_SECOND_FACTOR;
        return Restriction.NONE;
    }

    boolean secondFactorRequired(Account account) {
        return account.administrator() && settings.secondFactorForAdministrators() && !demo;
    }

    private boolean expired(Account account) {
        return !settings.passwordLife().isZero()
                && account.passwordSetAt() != null
                && !clock.instant().isBefore(account.passwordSetAt().plus(settings.passwordLife()));
    }
}
