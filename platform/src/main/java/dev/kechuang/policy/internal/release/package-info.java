/**
 * Drafts of policies (政策起草) and their release by two people (四眼原则): written, checked, submitted, returned or
 * released. What a release means for decisions is the book's business.
 */
@NullMarked
package dev.kechuang.policy.internal.release;

import org.jspecify.annotations.NullMarked;
