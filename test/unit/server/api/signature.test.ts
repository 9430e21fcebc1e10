import { expect, it } from 'vitest';
import { signatureProblem } from '../../../../server/src/api/webhooks/signature.ts';

it('takes what a Standard Webhooks sender signs (the specification’s own example)', () => {
  const message = {
    id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    timestamp: '1614265330',
    body: Buffer.from('{"test": 2432232314}'),
    signature: 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  };
  const secret = Buffer.from('MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'base64');
  expect(signatureProblem(message, secret, 1_614_265_330_000)).toBe(null);
  expect(signatureProblem({ ...message, id: 'msg_other' }, secret, 1_614_265_330_000)).toBe('wrong');
  expect(signatureProblem(message, secret, 1_614_265_330_000 + 301_000)).toBe('too_old');
});
