/** The public library of policies: search, each policy in plain words, calculator, six questions, whole files. */
@NullMarked
package dev.kechuang.policy.web.library;

import org.jspecify.annotations.NullMarked;
