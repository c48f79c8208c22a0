package dev.kechuang.policy;

import dev.kechuang.engine.Policy;

/**
 * A policy (政策) in one version of its text.
 *
 * @param digest SHA-256 over the digests of the policy's text and of the dictionaries of facts it was read with, 64
 *     hexadecimal digits: names the version for ever
 * @param region region code of the pack it lies in; empty for a national one and where it is no longer in the packs
 */
public record PolicyVersion(String digest, String region, Policy policy) {

    public String id() {
        return policy.id();
    }
}
