/**
 * Pages and JSON of applications: starting, filling in, handing in, and the page of one application to which every stage
 * contributes an {@link dev.kechuang.programme.web.form.ApplicationPart}.
 */
@NullMarked
package dev.kechuang.programme.web.form;

import org.jspecify.annotations.NullMarked;
