package dev.kechuang.programme.internal.decision;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.UUID;

/** What a filled-in form is known by, so that what is sent twice is filed once and what was changed meanwhile is not lost. */
final class ObjectionForm {

    private ObjectionForm() {}

    /**
     * A digest of the form and of everything written on it, as an id.
     *
     * @param evidence digest of the file, empty for none
     */
    static UUID once(UUID form, UUID notice, NewObjection objection, String evidence) {
        var parts = List.of(
                form.toString(),
                notice.toString(),
                objection.application().toString(),
                objection.kind() == null ? "" : objection.kind().code(),
                objection.name().strip(),
                objection.contact().strip(),
                objection.organisation().strip(),
                objection.text().strip(),
                evidence);
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (String part : parts) {
                byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
                digest.update(ByteBuffer.allocate(4).putInt(bytes.length).array());
                digest.update(bytes);
            }
            var half = ByteBuffer.wrap(digest.digest());
            return new UUID(half.getLong(), half.getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
