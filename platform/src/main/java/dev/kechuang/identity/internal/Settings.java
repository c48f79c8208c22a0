package dev.kechuang.identity.internal;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What an installation may set about logging in ({@code kc.identity.*}, or {@code KC_IDENTITY_…} in the environment).
 *
 * @param idleTimeout a session ends when nothing was asked for so long
 * @param absoluteTimeout a session ends so long after it began, whatever happened in it
 * @param passwordLife a password has to be changed after so long; zero for never
 * @param linkLife how long one-time links are good
 * @param failuresOfLogin wrong passwords for one login name before it has to wait
 * @param failuresOfAddress wrong passwords from one address before it has to wait; many people may share an address
 * @param firstDelay the first wait; every further failure doubles it
 * @param longestDelay the longest wait
 * @param secondFactorForAdministrators administrators have to set up a second factor (not asked for in demonstration
 *     mode)
 * @param tileServers origins map tiles may come from, e.g. {@code https://t0.tianditu.gov.cn}
 * @param loginsPerMinute attempts to log in, register or use a link from one address
 * @param requestsPerMinute requests to {@code /api} by one account, and from one address without one
 */
@ConfigurationProperties("kc.identity")
public record Settings(
        @DefaultValue("30m") Duration idleTimeout,
        @DefaultValue("12h") Duration absoluteTimeout,
        @DefaultValue("0") Duration passwordLife,
        @DefaultValue("72h") Duration linkLife,
        @DefaultValue("5") int failuresOfLogin,
        @DefaultValue("50") int failuresOfAddress,
        @DefaultValue("1m") Duration firstDelay,
        @DefaultValue("1h") Duration longestDelay,
        @DefaultValue("true") boolean secondFactorForAdministrators,
        @DefaultValue List<String> tileServers,
        @DefaultValue("30") int loginsPerMinute,
        @DefaultValue("1200") int requestsPerMinute) {

    /** What holds where nothing is set. */
    public static Settings defaults() {
        return new Settings(
                Duration.ofMinutes(30),
                Duration.ofHours(12),
                Duration.ZERO,
                Duration.ofHours(72),
                5,
                50,
                Duration.ofMinutes(1),
                Duration.ofHours(1),
                true,
                List.of(),
                30,
                1200);
    }
}
