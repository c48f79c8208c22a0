/** Pages and the JSON interface of intellectual property. */
@NullMarked
package dev.kechuang.registry.web.ip;

import org.jspecify.annotations.NullMarked;
