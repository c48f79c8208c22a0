package dev.kechuang.identity.internal;

import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A password's hash as it is kept: Argon2id of RFC 9106 in the PHC string format,
 * {@code $argon2id$v=19$m=19456,t=2,p=1$salt$hash}.
 *
 * @param memory in KiB
 * @param passes over the memory
 * @param lanes that could be filled side by side
 */
record PasswordHash(int memory, int passes, int lanes, byte[] salt, byte[] hash) {

    private static final Pattern FORM = Pattern.compile(
            "\\$argon2id\\$v=19\\$m=([0-9]{1,7}),t=([0-9]{1,3}),p=([0-9]{1,2})\\$([A-Za-z0-9+/]{11,86})\\$([A-Za-z0-9+/]{16,86})");

    /** Empty for what is no such hash. */
    static Optional<PasswordHash> parse(String text) {
        var parts = FORM.matcher(text);
        if (!parts.matches()) return Optional.empty();
        var base64 = Base64.getDecoder();
        try {
            return Optional.of(new PasswordHash(
                    Integer.parseInt(parts.group(1)),
                    Integer.parseInt(parts.group(2)),
                    Integer.parseInt(parts.group(3)),
                    base64.decode(parts.group(4)),
                    base64.decode(parts.group(5))));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        var base64 = Base64.getEncoder().withoutPadding();
        return "$argon2id$v=19$m=" + memory + ",t=" + passes + ",p=" + lanes + "$" + base64.encodeToString(salt) + "$"
                + base64.encodeToString(hash);
    }
}
