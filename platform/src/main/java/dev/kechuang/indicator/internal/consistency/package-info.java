/** The consistency audit over documents, observations and records, and the inbox of its findings. */
@NullMarked
package dev.kechuang.indicator.internal.consistency;

import org.jspecify.annotations.NullMarked;
