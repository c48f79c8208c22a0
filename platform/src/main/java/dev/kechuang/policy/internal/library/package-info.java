/**
 * What the public library of policies knows: rules in plain words, search, differences of versions, which facts a
 * policy asks for, the six questions, and decisions for whole files. Nothing in here stores anything.
 */
@NullMarked
package dev.kechuang.policy.internal.library;

import org.jspecify.annotations.NullMarked;
