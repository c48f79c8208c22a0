/** Saved decisions of the demonstration city. */
@NullMarked
package dev.kechuang.policy.demo;

import org.jspecify.annotations.NullMarked;
