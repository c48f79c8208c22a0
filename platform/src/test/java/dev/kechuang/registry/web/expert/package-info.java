/** Tests of the pool of experts. */
@NullMarked
package dev.kechuang.registry.web.expert;

import org.jspecify.annotations.NullMarked;
