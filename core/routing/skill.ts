/** What an agent is good at. `grade`: 1 knows it, 2 works with it, 3 others ask them. */
export interface Skill {
  name: string
  grade: number
}

/** What a ticket asks for: at least that grade. One that is not required is preferred. */
export interface SkillWanted extends Skill {
  isRequired: boolean
}

/** The grade somebody has in a skill, whatever the case it is written in; 0 for none. */
export function gradeIn(name: string, skills: readonly Skill[]): number {
  const wanted = name.toLowerCase()
  return Math.max(0, ...skills.filter((skill) => skill.name.toLowerCase() === wanted).map(({ grade }) => grade))
}
