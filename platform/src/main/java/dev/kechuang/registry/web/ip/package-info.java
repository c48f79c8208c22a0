/** Pages and the JSON interface of intellectual property: rights, what firms enter, imports, cases of enforcement. */
@NullMarked
package dev.kechuang.registry.web.ip;

import org.jspecify.annotations.NullMarked;
