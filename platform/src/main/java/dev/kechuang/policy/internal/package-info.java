/** Rules and stores of the policies: the policies in force, facts as the engine reads them, saved decisions. */
@NullMarked
package dev.kechuang.policy.internal;

import org.jspecify.annotations.NullMarked;
