/**
 * Carries the key of a launch to the gateway. No form and no link of another site can send a header of its own, and the
 * gateway answers no preflight: with the cookie alone, which a browser sends by itself, nothing is answered.
 */
export const SESSION_HEADER = 'Plainfilm-Session';
