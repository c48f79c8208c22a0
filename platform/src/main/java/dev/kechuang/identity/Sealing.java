package dev.kechuang.identity;

import java.util.UUID;

/**
 * Encrypts what must be readable again with a key that the database does not hold. What was sealed for one owner does not
 * open for another.
 */
public interface Sealing {

    byte[] seal(UUID owner, byte[] plain);

    /** An {@link IllegalStateException} when the key is another one, the owner is, or the text was changed. */
    byte[] unseal(UUID owner, byte[] sealed);
}
