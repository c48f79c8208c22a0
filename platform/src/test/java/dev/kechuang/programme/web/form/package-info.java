/** Pages and JSON of applications, looked at through HTTP. */
@NullMarked
package dev.kechuang.programme.web.form;

import org.jspecify.annotations.NullMarked;
